/** The controller's long work: preparing the first model, and learning from feedback. */
package io.sentistream.trainer.retraining;
