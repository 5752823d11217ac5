/** How a training is shown and recorded: a progress bar, plain lines, JSON lines and TensorBoard's event files. */
package io.sentistream.trainer.progress;
