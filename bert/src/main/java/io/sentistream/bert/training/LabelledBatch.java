package io.sentistream.bert.training;

import java.util.List;

/**
 * A batch to learn from.
 *
 * @param ids token ids of each row, [CLS] first and [SEP] last, not padded
 * @param labels the class index of each row
 */
public record LabelledBatch(List<int[]> ids, int[] labels) {}
