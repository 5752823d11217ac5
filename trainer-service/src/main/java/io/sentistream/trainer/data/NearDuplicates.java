package io.sentistream.trainer.data;

import io.sentistream.schemas.NormalisedText;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds texts that are nearly the same as an earlier one: of the words that either has, they share seven of ten or more,
 * whatever their order. So a text that is sent over and over with a few words changed counts once. Texts of few words differ
 * by one that matters ("not good"), and are never taken for near-duplicates; nor is the very same text, of which several
 * people may have something to say.
 *
 * <p>Texts that share many words are found by MinHash (Broder, "On the resemblance and containment of documents", 1997) in
 * bands, in a time that grows with the number of texts, and then compared word by word: what is found is right, and of pairs
 * that share just so much about 1 in 80 is missed.
 */
public final class NearDuplicates {
    private static final int FEWEST_WORDS = 12;
    private static final double ALIKE = 0.7;
    private static final int BANDS = 16;
    private static final int HASHES_A_BAND = 4;

    private final Set<NormalisedText> firsts = new HashSet<>();
    private final List<Set<String>> words = new ArrayList<>();
    private final Map<Long, List<Integer>> byBand = new HashMap<>();

    private NearDuplicates() {}

    /** The numbers of those that are near-duplicates of an earlier text that is none itself. */
    public static BitSet among(List<String> texts) {
        NearDuplicates seen = new NearDuplicates();
        BitSet duplicates = new BitSet();
        for (int text = 0; text < texts.size(); text++) {
            duplicates.set(text, !seen.isNew(texts.get(text)));
        }
        return duplicates;
    }

    private boolean isNew(String text) {
        NormalisedText normalised = new NormalisedText(text);
        Set<String> own = new HashSet<>(List.of(normalised.text().split(" ")));
        if (own.size() < FEWEST_WORDS || firsts.contains(normalised)) {
            return true;
        }
        long[] bands = bands(own);
        Set<Integer> candidates = new HashSet<>();
        for (long band : bands) {
            candidates.addAll(byBand.getOrDefault(band, List.of()));
        }
        if (candidates.stream().anyMatch(other -> similarity(own, words.get(other)) >= ALIKE)) {
            return false;
        }
        for (long band : bands) {
            byBand.computeIfAbsent(band, key -> new ArrayList<>()).add(words.size());
        }
        words.add(own);
        firsts.add(normalised);
        return true;
    }

    /** Of the words that either has, the part that both have (Jaccard). */
    private static double similarity(Set<String> some, Set<String> others) {
        long both = some.stream().filter(others::contains).count();
        return (double) both / (some.size() + others.size() - both);
    }

    /** A hash of four minima for each band; sets that share many words have some of them in common. */
    private static long[] bands(Set<String> words) {
        long[] bands = new long[BANDS];
        for (int band = 0; band < BANDS; band++) {
            bands[band] = band;
            for (int hash = 0; hash < HASHES_A_BAND; hash++) {
                long seed = mixed(band * HASHES_A_BAND + hash + 1L);
                long least = words.stream()
                        .mapToLong(word -> mixed(word.hashCode() + seed))
                        .min()
                        .orElseThrow();
                bands[band] = mixed(bands[band] ^ least);
            }
        }
        return bands;
    }

    /** The finalizer of SplitMix64. */
    private static long mixed(long bits) {
        long z = bits + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
