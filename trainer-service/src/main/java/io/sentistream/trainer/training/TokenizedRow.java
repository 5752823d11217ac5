package io.sentistream.trainer.training;

/**
 * A row ready to learn from. Never compared.
 *
 * @param ids token ids, [CLS] first and [SEP] last
 * @param label the class index, or {@link io.sentistream.bert.training.LabelledBatch#UNLABELLED}
 * @param teacher the teacher's logits; empty where there is no teacher
 */
@SuppressWarnings("ArrayRecordComponent")
record TokenizedRow(int[] ids, int label, float[] teacher) {}
