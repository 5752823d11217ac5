/** Whether a promoted model does worse than the one before it, on what people label from then on. */
package io.sentistream.trainer.probation;
