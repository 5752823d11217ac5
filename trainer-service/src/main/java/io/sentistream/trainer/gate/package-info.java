/** Whether a candidate is good enough to serve, judged on rows that no model trained on. */
package io.sentistream.trainer.gate;
