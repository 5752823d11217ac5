package io.sentistream.classifier.bench;

import java.time.Duration;

/**
 * What a {@link MicroBatchBenchmark} measures with.
 *
 * @param reviews how many reviews a row sends under load; at half load it sends as many as fit in the same time
 * @param partitions of the topics
 * @param batchTexts the most texts of a micro-batch
 * @param perText what the model sleeps for each text
 * @param perBatch what the model sleeps for each batch besides
 */
public record BenchmarkOptions(int reviews, int partitions, int batchTexts, Duration perText, Duration perBatch) {
    /** 1,500 reviews on 4 partitions, micro-batches of 32, 20 ms a text. */
    public static final BenchmarkOptions DEFAULT =
            new BenchmarkOptions(1_500, 4, 32, Duration.ofMillis(20), Duration.ZERO);

    /** Checks that there is something to measure. */
    public BenchmarkOptions {
        if (reviews < 1 || partitions < 1 || batchTexts < 1) {
            throw new IllegalArgumentException("reviews=" + reviews + ", partitions=" + partitions + ", batchTexts="
                    + batchTexts + ": give 1 or more of each");
        }
        if (perText.isNegative()
                || perBatch.isNegative()
                || perText.plus(perBatch).isZero()) {
            throw new IllegalArgumentException("the model is to sleep " + perText + " a text and " + perBatch
                    + " a batch: give more than nothing");
        }
    }

    /** The time that a review takes in a full micro-batch. */
    Duration perReview() {
        return perText.plus(perBatch.dividedBy(batchTexts));
    }
}
