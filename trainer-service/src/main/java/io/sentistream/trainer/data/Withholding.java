package io.sentistream.trainer.data;

import io.sentistream.schemas.NormalisedText;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Base rows split into those to train on and those withheld for judging models, which no model may ever see.
 *
 * <p>SST-2's training rows are overlapping phrases of the same sentences. So whole sentences are drawn, and with each
 * its phrases; then every row that contains a withheld one or is contained in one is left out of training. A smaller
 * {@code rows} with the same seed withholds a part of the same rows, so a model trained beside more withheld rows may be
 * judged on fewer.
 *
 * @param train the rows to train on
 * @param withheld the rows to judge on
 */
public record Withholding(List<Example> train, List<Example> withheld) {
    /** Shorter rows are not judged on: "the film" says little of a model, and stands in too many others. */
    private static final int FEWEST_WORDS = 4;

    /** At most this part of all rows is withheld, so that small data is still trained on. */
    private static final int LARGEST_PART = 5;

    /**
     * Withholds rows by chance.
     *
     * @param rows how many at least, where there are five times as many; a drawn sentence's phrases come on top
     */
    public static Withholding of(List<Example> examples, int rows, long seed) {
        List<String[]> texts = examples.stream()
                .map(row -> new NormalisedText(row.text()).text().split(" "))
                .toList();
        PhraseIndex index = new PhraseIndex(texts);
        List<int[]> within = new ArrayList<>(examples.size());
        int[] words = texts.stream().mapToInt(text -> text.length).toArray();
        BitSet phrases = new BitSet();
        for (int row = 0; row < examples.size(); row++) {
            within.add(index.within(row));
            for (int inner : within.get(row)) {
                if (words[inner] < words[row]) {
                    phrases.set(inner);
                }
            }
        }
        BitSet withheld = draw(within, words, phrases, Math.min(rows, examples.size() / LARGEST_PART), seed);
        return split(examples, withheld, overlapping(within, withheld));
    }

    private static BitSet draw(List<int[]> within, int[] words, BitSet phrases, int rows, long seed) {
        List<Integer> sentences = new ArrayList<>();
        for (int row = 0; row < words.length; row++) {
            if (!phrases.get(row) && words[row] >= FEWEST_WORDS) {
                sentences.add(row);
            }
        }
        Collections.shuffle(sentences, new Random(seed));
        BitSet withheld = new BitSet();
        for (int next = 0; next < sentences.size() && withheld.cardinality() < rows; next++) {
            for (int row : within.get(sentences.get(next))) {
                if (words[row] >= FEWEST_WORDS) {
                    withheld.set(row);
                }
            }
        }
        return withheld;
    }

    private static BitSet overlapping(List<int[]> within, BitSet withheld) {
        BitSet overlapping = new BitSet();
        for (int row = 0; row < within.size(); row++) {
            for (int inner : within.get(row)) {
                if (withheld.get(row)) {
                    overlapping.set(inner);
                }
                if (withheld.get(inner)) {
                    overlapping.set(row);
                }
            }
        }
        return overlapping;
    }

    private static Withholding split(List<Example> examples, BitSet withheld, BitSet overlapping) {
        List<Example> train = new ArrayList<>();
        List<Example> judged = new ArrayList<>();
        for (int row = 0; row < examples.size(); row++) {
            if (withheld.get(row)) {
                judged.add(examples.get(row));
            } else if (!overlapping.get(row)) {
                train.add(examples.get(row));
            }
        }
        return new Withholding(train, judged);
    }
}
