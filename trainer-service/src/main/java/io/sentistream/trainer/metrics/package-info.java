/** What the trainer measures. */
package io.sentistream.trainer.metrics;
