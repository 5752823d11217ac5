package io.sentistream.resilience.classify;

import io.sentistream.classifier.bench.ResultsVerifier.Findings;
import java.util.Map;

/**
 * What lies on the topics when all is over, as a reader of committed records sees it.
 *
 * @param reviews how many reviews the brokers acknowledged
 * @param stored what the topic of reviews holds of them
 * @param answered what the results are
 * @param versions how many results each model version gave
 * @param deadLetters how many reviews became dead letters
 */
public record Verdict(int reviews, Findings stored, Findings answered, Map<String, Integer> versions, int deadLetters) {
    /** Whether each review is there and has one result, in the order of its key. */
    public boolean faultless() {
        return stored.clean() && answered.clean() && deadLetters == 0;
    }

    @Override
    public String toString() {
        return String.format(
                "%,d reviews acknowledged, %,d results; %d lost, %d repeated, %d out of order, %d strange,"
                        + " %d dead letters, %s%s",
                reviews,
                versions.values().stream().mapToInt(Integer::intValue).sum(),
                answered.lost().size(),
                answered.repeated().size(),
                answered.reordered().size(),
                answered.strange().size(),
                deadLetters,
                versions.size() > 12 ? versions.size() + " model versions" : "by model version " + versions,
                stored.clean()
                        ? ""
                        : "; and of the reviews themselves " + stored.lost().size() + " were lost");
    }
}
