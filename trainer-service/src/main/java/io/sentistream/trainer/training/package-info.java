/** The training loop: batches, the learning rate's schedule, evaluation, the best checkpoint, and going on after a kill. */
package io.sentistream.trainer.training;
