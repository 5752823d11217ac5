package io.sentistream.classifier.bench;

import java.time.Duration;
import java.util.List;

/**
 * What a {@link StreamBenchmark} measures with.
 *
 * @param texts the texts of the reviews, again from the first when they are used up
 * @param reviews how many reviews a row without a real model has under load
 * @param load how long a row with a real model is under load, about, and every row at half load
 * @param warmUp how long half load is on before latencies count
 */
public record StreamOptions(List<String> texts, int reviews, Duration load, Duration warmUp) {
    private static final int FEWEST = 50_000;

    /** Checks that there is something to measure, and more than a consumer's poll takes at once. */
    public StreamOptions {
        if (texts.isEmpty() || reviews < FEWEST || load.toMillis() < 1_000 || warmUp.isNegative()) {
            throw new IllegalArgumentException("texts=" + texts.size() + ", reviews=" + reviews + ", load=" + load
                    + ", warmUp=" + warmUp + ": give a text, " + FEWEST + " reviews and 1 s or more");
        }
        texts = List.copyOf(texts);
    }

    /** The text of a review. */
    String text(int review) {
        return texts.get(review % texts.size());
    }
}
