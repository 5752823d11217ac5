package io.sentistream.trainer.training;

/** A row ready to learn from: token ids, [CLS] first and [SEP] last, and the class index. */
record TokenizedRow(int[] ids, int label) {}
