package io.sentistream.trainer.drift;

import io.sentistream.schemas.NormalisedText;
import io.sentistream.schemas.Sentiment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** The last results that people can be asked about: those that repeat their texts, if these are not too long to read. */
final class RecentResults {
    private static final int LONGEST_TEXT = 10_000;

    private final Deque<Sentiment> results = new ArrayDeque<>();

    void add(Sentiment result) {
        if (result.getText() != null
                && !result.getText().isBlank()
                && result.getText().length() <= LONGEST_TEXT) {
            results.addLast(result);
            if (results.size() > FeatureDetector.LONG) {
                results.removeFirst();
            }
        }
    }

    void clear() {
        results.clear();
    }

    /** Of the last so many, each text once, the newest first. */
    List<Sentiment> last(int count) {
        List<Sentiment> last = new ArrayList<>();
        Set<NormalisedText> texts = new HashSet<>();
        Iterator<Sentiment> newestFirst = results.descendingIterator();
        for (int i = 0; i < count && newestFirst.hasNext(); i++) {
            Sentiment result = newestFirst.next();
            if (texts.add(new NormalisedText(result.getText()))) {
                last.add(result);
            }
        }
        return last;
    }
}
