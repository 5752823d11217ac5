/** How well a model does on labelled rows. */
package io.sentistream.trainer.evaluation;
