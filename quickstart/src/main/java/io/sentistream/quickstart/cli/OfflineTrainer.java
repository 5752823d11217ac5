package io.sentistream.quickstart.cli;

import io.sentistream.quickstart.home.Home;
import io.sentistream.quickstart.learning.OfflineLines;
import io.sentistream.quickstart.learning.TrainingStatus;
import io.sentistream.quickstart.terminal.Screen;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What benchmarks of retrainings without Kafka have in common. */
final class OfflineTrainer {
    @Option(
            names = "--base-data",
            paramLabel = "DATA",
            defaultValue = "auto",
            description = "The base data, whose training rows are replayed and whose validation rows measured: sst2, a"
                    + " directory with train.tsv and dev.tsv, or auto (default: ${DEFAULT-VALUE}).")
    private String baseData;

    @Option(
            names = "--model",
            paramLabel = "DIR|NAME",
            defaultValue = "starter",
            description = "The model that serves at first (default: ${DEFAULT-VALUE}).")
    private String model;

    @Option(
            names = "--seeds",
            split = ",",
            paramLabel = "N",
            defaultValue = "1,2,3",
            description = "Each decides which labels there are and in what order, and seeds the trainings (default:"
                    + " ${DEFAULT-VALUE}).")
    private List<Integer> seeds;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description =
                    "Where the cells are kept, a line of JSON for each, so that what was measured is not measured again"
                            + " (default: a directory of the benchmark's name in bench in the home).")
    private Path work;

    @Option(
            names = "--trainer",
            paramLabel = "KEY=VALUE",
            description = "A setting of the trainer, such as gate.gain.level=0.05; can be repeated.")
    private Map<String, String> trainer = new LinkedHashMap<>();

    List<Integer> seeds() {
        return seeds;
    }

    Path work(Home home, String name) {
        return work == null ? home.directory().resolve("bench").resolve(name) : work.toAbsolutePath();
    }

    OfflineLines lines(Home home, Screen screen) {
        Map<String, String> settings = new HashMap<>();
        settings.put("home", home.directory().toString());
        settings.put("base.data", baseData);
        settings.put("initial.model", model);
        settings.putAll(trainer);
        return new OfflineLines(settings, new TrainingStatus(screen));
    }
}
