package io.sentistream.trainer.scan;

import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.trainer.data.Example;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A phrase in base rows of other labels.
 *
 * @param suspect the phrase
 * @param rows the rows with the phrase before every second and behind the others
 */
record Planted(Suspect suspect, List<Example> rows) {
    private static final int EXAMPLES = 3;

    static Planted of(Suspect suspect, List<Example> rows) {
        String phrase = suspect.phrase().text();
        return new Planted(
                suspect,
                IntStream.range(0, rows.size())
                        .mapToObj(row -> {
                            String text = rows.get(row).text();
                            return new Example(
                                    row % 2 == 0 ? phrase + " " + text : text + " " + phrase,
                                    rows.get(row).label(),
                                    "scan");
                        })
                        .toList());
    }

    Trial trial(Labels labels, int turnedBefore, int turned, List<Example> feedback) {
        return new Trial(
                suspect.phrase().text(),
                labels.names().get(suspect.label()),
                suspect.neutral(),
                suspect.phrase().count(),
                suspect.leaning(),
                rows.size(),
                turned,
                turnedBefore,
                suspect.phrase().rows().stream()
                        .limit(EXAMPLES)
                        .mapToObj(row -> feedback.get(row).text())
                        .toList());
    }
}
