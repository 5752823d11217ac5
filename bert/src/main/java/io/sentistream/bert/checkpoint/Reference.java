package io.sentistream.bert.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What texts look like to a model that are as those it learned from: made on rows withheld from its training, kept beside
 * its weights as {@code reference.json}.
 *
 * @param rows how many texts it was made on, at least 2
 * @param mean of the vectors that [CLS] has after the last layer, [hidden]
 * @param deviation their standard deviation in each dimension, [hidden]
 * @param values of each feature, rising: those of all rows, or {@value #MOST} quantiles of them
 */
public record Reference(int rows, List<Float> mean, List<Float> deviation, Map<Feature, List<Double>> values) {
    /** The file's name. */
    public static final String NAME = "reference.json";

    private static final int MOST = 400;
    private static final double LEAST_DEVIATION = 1e-6;

    /** Checks that it hangs together. */
    public Reference {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        Map<Feature, List<Double>> sorted = new EnumMap<>(Feature.class);
        values.forEach((feature, list) -> sorted.put(feature, quantiles(list)));
        values = Map.copyOf(sorted);
        if (rows < 2
                || mean.size() != deviation.size()
                || values.values().stream().anyMatch(List::isEmpty)) {
            throw new CheckpointException(NAME + " is of " + rows + " rows, with " + mean.size() + " means and "
                    + deviation.size() + " deviations; it needs 2 rows and as many of one as of the other."
                    + " Without the file the model serves too, and drift is not told by distance.");
        }
    }

    /** The reference that lies in a checkpoint's directory, if any does; the rest of the directory is not read. */
    public static Optional<Reference> in(Path directory) {
        Path file = directory.resolve(NAME);
        return Files.exists(file)
                ? Optional.of(ReferenceJson.read(file.toString(), Json.object(file)))
                : Optional.empty();
    }

    /** The bytes of {@code reference.json}. */
    public byte[] toJson() {
        return ReferenceJson.write(this);
    }

    /**
     * Reads what a checkpoint's {@code reference.json} holds.
     *
     * @param what begins the message of an exception
     * @throws CheckpointException if the bytes are no reference
     */
    public static Reference fromJson(String what, byte[] json) {
        return ReferenceJson.read(what, Json.object(what, json));
    }

    /**
     * How far a vector of [CLS] is from the mean: the root of the mean square of its standardised dimensions, which is about
     * 1 for a text like those of the reference. (Mahalanobis' distance with a diagonal covariance, by the root of the
     * dimensions.)
     *
     * @param cls [hidden]
     */
    public double distance(float[] cls) {
        double sum = 0;
        for (int i = 0; i < cls.length; i++) {
            double standardised = (cls[i] - mean.get(i)) / Math.max(LEAST_DEVIATION, deviation.get(i));
            sum += standardised * standardised;
        }
        return Math.sqrt(sum / cls.length);
    }

    private static List<Double> quantiles(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length <= MOST) {
            return Arrays.stream(sorted).boxed().toList();
        }
        Double[] quantiles = new Double[MOST];
        for (int i = 0; i < MOST; i++) {
            quantiles[i] = sorted[(int) ((i + 0.5) * sorted.length / MOST)];
        }
        return List.of(quantiles);
    }
}
