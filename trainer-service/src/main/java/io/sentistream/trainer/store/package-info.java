/** The checkpoints of a serving line on disk, and which of them are kept. */
package io.sentistream.trainer.store;
