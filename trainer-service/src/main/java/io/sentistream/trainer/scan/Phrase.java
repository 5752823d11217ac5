package io.sentistream.trainer.scan;

import java.util.BitSet;

/**
 * A run of words in several texts.
 *
 * @param text its words, parted by spaces
 * @param rows the numbers of the texts that it stands in; not to be changed
 */
record Phrase(String text, BitSet rows) {
    int count() {
        return rows.cardinality();
    }

    /** In how many of these texts it stands. */
    int within(BitSet texts) {
        BitSet both = (BitSet) rows.clone();
        both.and(texts);
        return both.cardinality();
    }

    /** Whether it stands in nearly the same texts as another. */
    boolean goesWith(Phrase other) {
        int both = within(other.rows);
        return 5 * both >= 4 * (count() + other.count() - both);
    }
}
