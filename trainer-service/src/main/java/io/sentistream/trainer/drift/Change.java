package io.sentistream.trainer.drift;

import io.sentistream.schemas.Drifting;
import java.util.List;

/**
 * A change that a detector noticed.
 *
 * @param what has changed
 * @param detector which test noticed it
 * @param seen how many results or labels it looked at before
 * @param recent the last of them
 * @param reference what they were compared with
 * @param comparedWithStream whether that came from the stream too
 * @param statistic how far the two are apart
 * @param threshold from where on it tells
 */
public record Change(
        Drifting what,
        String detector,
        long seen,
        Part recent,
        Part reference,
        boolean comparedWithStream,
        double statistic,
        double threshold) {
    /**
     * One side of the comparison.
     *
     * @param quartiles three, or none
     */
    public record Part(int rows, double mean, List<Double> quartiles) {
        static Part of(Sample sample) {
            return new Part(sample.rows(), sample.mean(), sample.quartiles());
        }
    }
}
