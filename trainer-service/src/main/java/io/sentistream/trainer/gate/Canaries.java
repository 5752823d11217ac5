package io.sentistream.trainer.gate;

import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.trainer.data.DataException;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.data.LabelledTsv;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Sentences that any sane model of sentiment gets right: plain, negated, contrastive, with emoji, in capitals. They are
 * few, and so show no small loss, but a model that went astray at once.
 */
public final class Canaries {
    private static final String FILE = "canaries.tsv";
    private static final Set<String> LABELS = Set.of("negative", "positive");

    private Canaries() {}

    /** The sentences; none where the labels are others than negative and positive. */
    public static List<Example> of(Labels labels) {
        if (!labels.names().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet())
                .equals(LABELS)) {
            return List.of();
        }
        try (InputStream in = Canaries.class.getResourceAsStream(FILE)) {
            return LabelledTsv.read(FILE, in.readAllBytes(), labels, "canary");
        } catch (IOException e) {
            throw new DataException("can't read the bundled canaries", e);
        }
    }
}
