/** How a training is shown and recorded: a progress bar, plain lines, JSON lines, TensorBoard's event files, a topic. */
package io.sentistream.trainer.progress;
