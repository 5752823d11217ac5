/** Labelled texts: where they come from, and which of them no model may ever train on. */
package io.sentistream.trainer.data;
