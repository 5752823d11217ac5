package io.sentistream.quickstart.learning;

import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.quickstart.input.Row;
import io.sentistream.trainer.TrainerConfig;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.retraining.OfflineLine;
import io.sentistream.trainer.training.TrainingListener;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes serving lines without Kafka.
 *
 * @param settings of the trainer, by key
 * @param listener follows their trainings
 */
public record OfflineLines(Map<String, String> settings, TrainingListener listener) {
    public OfflineLines {
        settings = Map.copyOf(settings);
    }

    /** The same with other settings, where the user gave none. */
    public OfflineLines under(Map<String, String> others) {
        Map<String, String> all = new HashMap<>(others);
        all.putAll(settings);
        return new OfflineLines(all, listener);
    }

    /** A line whose checkpoints lie in this directory, and whose trainings are seeded so. */
    public OfflineLine of(Path directory, int seed) throws InterruptedException {
        Map<String, String> all = new HashMap<>(settings);
        all.put("store.directory", directory.toString());
        all.put("adaptation.seed", Integer.toString(seed));
        return new OfflineLine(TrainerConfig.of(all), listener);
    }

    /**
     * A user's rows as the trainer has them.
     *
     * @throws IllegalArgumentException if a label is none of the model's
     */
    public static List<Example> examples(List<Row> rows, Labels labels) {
        return rows.stream()
                .map(row -> new Example(row.text(), labels.indexOf(row.label().orElseThrow()), "feedback"))
                .toList();
    }
}
