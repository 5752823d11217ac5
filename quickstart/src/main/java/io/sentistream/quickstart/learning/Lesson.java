package io.sentistream.quickstart.learning;

import io.sentistream.quickstart.CommandFailed;
import io.sentistream.quickstart.client.Candidates;
import io.sentistream.quickstart.client.Cluster;
import io.sentistream.quickstart.client.LabelSender;
import io.sentistream.quickstart.client.RoundTrip;
import io.sentistream.quickstart.input.Row;
import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Labels that are sent as feedback, and what comes of them, while reviews go on. For one thread.
 *
 * @param cluster a running system
 * @param roundTrip sends the reviews that go on
 * @param reviews texts, one after the other, over and over
 * @param annotator who labels, and the source of the texts
 */
public record Lesson(Cluster cluster, RoundTrip roundTrip, List<String> reviews, String annotator) {
    private static final Duration SWAP_WITHIN = Duration.ofMinutes(30);
    private static final Duration BETWEEN_REVIEWS = Duration.ofMillis(500);

    public Lesson {
        reviews = List.copyOf(reviews);
    }

    /**
     * What came of it.
     *
     * @param candidate the candidate with its verdict
     * @param untilServed the time from the last label to the first result of the candidate, if it was promoted
     * @param classified how many reviews were classified meanwhile
     * @param slowest the longest that one of them took
     */
    public record Learned(ModelVersion candidate, Optional<Duration> untilServed, int classified, Duration slowest) {}

    /**
     * Sends the labels, and classifies on until a candidate is judged and, if it is promoted, answers.
     *
     * @param labels rows with a label each
     * @param whenSent what makes the trainer learn from them
     * @throws CommandFailed if nothing comes for half an hour, or the training failed
     */
    public Learned teach(List<Row> labels, WhenSent whenSent) throws InterruptedException {
        try (Candidates candidates = Candidates.fromNow(cluster)) {
            try (LabelSender sender = new LabelSender(cluster, annotator, Optional.of(annotator))) {
                labels.forEach(row -> sender.send(row.text(), row.label().orElseThrow()));
                sender.flush();
            }
            Instant lastLabel = Instant.now();
            whenSent.run();
            Traffic traffic = new Traffic(roundTrip, reviews, lastLabel.plus(SWAP_WITHIN));
            ModelVersion candidate = awaitVerdict(candidates, traffic);
            if (candidate.getVerdict() == Verdict.FAILED) {
                throw new CommandFailed("the training failed: " + candidate.getReason());
            }
            Optional<Duration> untilServed = Optional.empty();
            if (candidate.getVerdict() == Verdict.PROMOTED) {
                while (!traffic.classifyOne().equals(candidate.getVersion())) {
                    traffic.checkDeadline();
                }
                untilServed = Optional.of(Duration.between(lastLabel, Instant.now()));
            }
            return new Learned(candidate, untilServed, traffic.classified(), traffic.slowest());
        }
    }

    /** Makes the trainer learn. */
    @FunctionalInterface
    public interface WhenSent {
        /** Called once the labels are on the brokers. */
        void run() throws InterruptedException;
    }

    private static ModelVersion awaitVerdict(Candidates candidates, Traffic traffic) {
        while (true) {
            traffic.classifyOne();
            Optional<ModelVersion> judged = candidates.next(BETWEEN_REVIEWS);
            if (judged.isPresent()) {
                return judged.get();
            }
            traffic.checkDeadline();
        }
    }
}
