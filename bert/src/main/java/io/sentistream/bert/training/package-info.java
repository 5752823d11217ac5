/** The training step: loss, gradients and AdamW in one native call. */
package io.sentistream.bert.training;
