/** The labelled feedback in memory, and what of it and of the base data a training learns from. */
package io.sentistream.trainer.replay;
