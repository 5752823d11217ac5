package io.sentistream.trainer.offline;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What to learn from a teacher.
 *
 * @param teacher its name or directory
 * @param unlabelled files of texts without labels
 * @param sentences whether their sentences are the texts
 * @param variants how many variants of each labelled text are learned from too
 * @param weight the teacher's part of the loss
 * @param temperature what both networks' logits are divided by
 */
record Distillation(
        String teacher, List<Path> unlabelled, boolean sentences, int variants, double weight, double temperature) {
    /** For people and manifests. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s, %s of the loss at temperature %s", teacher, weight, temperature);
    }
}
