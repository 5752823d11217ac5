package io.sentistream.trainer.training;

/** A row ready to learn from: token ids, [CLS] first and [SEP] last, and the class index. Never compared. */
@SuppressWarnings("ArrayRecordComponent")
record TokenizedRow(int[] ids, int label) {}
