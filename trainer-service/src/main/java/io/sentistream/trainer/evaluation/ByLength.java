package io.sentistream.trainer.evaluation;

import io.sentistream.bert.inference.Classification;
import io.sentistream.trainer.data.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How a model does on short and on long texts.
 *
 * @param byWords the evaluations of the rows of at least so many words, and fewer than the next key
 */
public record ByLength(Map<Integer, Evaluation> byWords) {
    /** Where each part begins, in words; the last has no end. */
    private static final List<Integer> BEGINNINGS = List.of(1, 10, 20, 30, 60, 120);

    /** Sorts answers, given in the order of the rows. Words are what white space parts. */
    public static ByLength of(List<Classification> answers, List<Example> examples) {
        Map<Integer, List<Integer>> rows = new TreeMap<>();
        for (int row = 0; row < examples.size(); row++) {
            int words = examples.get(row).text().strip().split("\\s+").length;
            int beginning = BEGINNINGS.stream()
                    .filter(begin -> begin <= words)
                    .reduce((a, b) -> b)
                    .orElseThrow();
            rows.computeIfAbsent(beginning, b -> new ArrayList<>()).add(row);
        }
        Map<Integer, Evaluation> parts = new TreeMap<>();
        rows.forEach((beginning, own) -> parts.put(
                beginning,
                Evaluation.of(
                        own.stream().map(answers::get).toList(),
                        own.stream().map(examples::get).toList())));
        return new ByLength(parts);
    }

    /** For people: a line a part. */
    @Override
    public String toString() {
        return byWords.entrySet().stream()
                .map(part -> "from " + part.getKey() + " words: accuracy " + part.getValue())
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
