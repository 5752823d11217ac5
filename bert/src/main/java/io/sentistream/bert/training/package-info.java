/**
 * The training step: loss, gradients and AdamW in one native call, by the program {@code fine_tuning.py} among the
 * resources.
 */
package io.sentistream.bert.training;
