package io.sentistream.trainer.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Finds the texts whose words stand side by side in another text.
 *
 * <p>Every run of words has a polynomial rolling hash of 64 bits (Karp and Rabin, "Efficient randomized
 * pattern-matching algorithms", 1987), read off the hashes of a text's beginnings; so looking up all runs of a text
 * takes its length times the number of distinct lengths of the texts. Equal hashes are taken for equal words: a
 * collision withholds a row too many, which does no harm.
 */
final class PhraseIndex {
    private static final long BASE = 0x9E3779B97F4A7C15L;

    private final List<String[]> texts;
    private final Map<Long, int[]> rowsByHash = new HashMap<>();
    private final int[] lengths;

    PhraseIndex(List<String[]> texts) {
        this.texts = texts;
        TreeSet<Integer> distinct = new TreeSet<>();
        for (int row = 0; row < texts.size(); row++) {
            int length = texts.get(row).length;
            distinct.add(length);
            long[] beginnings = beginnings(texts.get(row));
            rowsByHash.merge(beginnings[length], new int[] {row}, PhraseIndex::joined);
        }
        distinct.remove(0);
        lengths = distinct.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The rows whose words stand side by side in this row's, itself included. */
    int[] within(int row) {
        long[] beginnings = beginnings(texts.get(row));
        IntStream.Builder found = IntStream.builder();
        for (int length : lengths) {
            long power = power(length);
            for (int start = 0; start + length < beginnings.length; start++) {
                int[] rows = rowsByHash.get(beginnings[start + length] - beginnings[start] * power);
                if (rows != null) {
                    Arrays.stream(rows).forEach(found);
                }
            }
        }
        return found.build().distinct().toArray();
    }

    /** The hash of the first n words, for each n. */
    private static long[] beginnings(String[] words) {
        long[] hashes = new long[words.length + 1];
        for (int i = 0; i < words.length; i++) {
            hashes[i + 1] = hashes[i] * BASE + hash(words[i]);
        }
        return hashes;
    }

    /** The finalizer of SplitMix64 over the word's hash, so that words differ in all 64 bits. */
    private static long hash(String word) {
        long z = word.hashCode() + 0x632BE59BD9B4E019L * word.length();
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private static long power(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= BASE;
        }
        return power;
    }

    private static int[] joined(int[] some, int[] more) {
        return IntStream.concat(Arrays.stream(some), Arrays.stream(more)).toArray();
    }
}
