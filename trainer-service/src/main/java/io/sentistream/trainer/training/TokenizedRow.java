package io.sentistream.trainer.training;

import io.sentistream.bert.network.Sequence;

/**
 * A row ready to learn from. Never compared.
 *
 * @param sequence what the network reads
 * @param labels as {@link io.sentistream.bert.training.LabelledBatch} has those of a row
 * @param teacher the teacher's logits; empty where there is no teacher
 */
@SuppressWarnings("ArrayRecordComponent")
record TokenizedRow(Sequence sequence, int[] labels, float[] teacher) {}
