package io.sentistream.quickstart;

import io.sentistream.bert.TinyBert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Options with which a system starts on a tiny random BERT, learns in no time, and promotes whatever comes of it. */
final class TinySystem {
    private TinySystem() {}

    static List<String> options(Path directory) throws IOException {
        return settings(directory).entrySet().stream()
                .map(setting -> "--trainer=" + setting.getKey() + "=" + setting.getValue())
                .toList();
    }

    /** The trainer's settings. */
    static Map<String, String> settings(Path directory) throws IOException {
        Path model = directory.resolve("tiny");
        if (Files.notExists(model)) {
            TinyBert.of("negative", "positive").write(model);
            Files.writeString(directory.resolve("base.tsv"), rows("the book number %d was %s"));
        }
        return Map.of(
                "initial.model", model.toString(),
                "adaptation.epochs", "1",
                "adaptation.max.length", "64",
                "gate.base.margin", "1",
                "gate.gain.level", "1",
                "gate.canaries", "100");
    }

    static Path baseData(Path directory) {
        return directory.resolve("base.tsv");
    }

    /** Sixty rows of both labels. */
    static String rows(String format) {
        return IntStream.range(0, 60)
                .mapToObj(i -> String.format(format, i, i % 2 == 0 ? "great" : "awful")
                        + (i % 2 == 0 ? "\tpositive\n" : "\tnegative\n"))
                .collect(Collectors.joining());
    }
}
