package io.sentistream.trainer.data;

import io.sentistream.schemas.NormalisedText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Texts made of others, for a teacher to speak of, where there are few without labels to be had: words are left out by
 * chance, and every other text gets its end from another. (After Tang et al., "Distilling Task-Specific Knowledge from BERT
 * into Simple Neural Networks", 2019, section 3.2.)
 */
public final class Variants {
    /** Of fewer words a text loses its sense too easily. */
    private static final int FEWEST_WORDS = 8;

    private static final double LEFT_OUT = 0.1;

    private Variants() {}

    /**
     * Variants of the texts of eight words or more, each once.
     *
     * @param rows whose texts are varied
     * @param number the variants of each text, at most
     * @param others rows whose texts are not to come out
     * @param seed the same rows and seed give the same variants
     */
    public static List<String> of(List<Example> rows, int number, Collection<Example> others, long seed) {
        List<List<String>> texts = rows.stream()
                .map(row -> List.of(row.text().strip().split("\\s+")))
                .filter(words -> words.size() >= FEWEST_WORDS)
                .toList();
        Set<NormalisedText> seen = new HashSet<>();
        others.forEach(row -> seen.add(new NormalisedText(row.text())));
        Random random = new Random(seed);
        List<String> variants = new ArrayList<>();
        for (int round = 0; round < number; round++) {
            for (List<String> words : texts) {
                List<String> whole = random.nextBoolean()
                        ? withEndOf(texts.get(random.nextInt(texts.size())), words, random)
                        : words;
                String variant = whole.stream()
                        .filter(word -> random.nextDouble() >= LEFT_OUT)
                        .collect(Collectors.joining(" "));
                if (seen.add(new NormalisedText(variant))) {
                    variants.add(variant);
                }
            }
        }
        return variants;
    }

    /** The first words of a text, and the last of another. */
    private static List<String> withEndOf(List<String> other, List<String> words, Random random) {
        int end = 1 + random.nextInt(words.size() - 1);
        int start = 1 + random.nextInt(other.size() - 1);
        List<String> joined = new ArrayList<>(words.subList(0, end));
        joined.addAll(other.subList(start, other.size()));
        return joined;
    }
}
