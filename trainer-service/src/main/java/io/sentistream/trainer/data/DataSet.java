package io.sentistream.trainer.data;

import io.sentistream.schemas.NormalisedText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Rows to train on and rows to validate on, none of whose texts are trained on.
 *
 * @param name what the data is, for people and manifests
 * @param train the rows to train on
 * @param validation the rows to validate on; may be empty
 */
public record DataSet(String name, List<Example> train, List<Example> validation) {
    /** Copies the lists; rows whose normalised text is also in {@code validation} are left out of {@code train}. */
    public DataSet {
        Set<NormalisedText> judged = new HashSet<>();
        validation.forEach(row -> judged.add(new NormalisedText(row.text())));
        train = train.stream()
                .filter(row -> !judged.contains(new NormalisedText(row.text())))
                .toList();
        validation = List.copyOf(validation);
    }
}
