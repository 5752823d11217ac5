package io.sentistream.quickstart.learning;

import io.sentistream.quickstart.CommandFailed;
import io.sentistream.quickstart.client.RoundTrip;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Reviews that go on while a model is trained, one after the other, over and over. For one thread. */
final class Traffic {
    private final RoundTrip roundTrip;
    private final List<String> texts;
    private final Instant deadline;
    private int classified;
    private Duration slowest = Duration.ZERO;

    Traffic(RoundTrip roundTrip, List<String> texts, Instant deadline) {
        this.roundTrip = roundTrip;
        this.texts = texts;
        this.deadline = deadline;
    }

    /** Classifies the next text and returns the version that did. */
    String classifyOne() {
        Instant sent = Instant.now();
        String version = roundTrip
                .classify(List.of(texts.get(classified % texts.size())), RoundTrip.PATIENCE, (index, result) -> {})
                .get(0)
                .getModelVersion();
        Duration took = Duration.between(sent, Instant.now());
        slowest = took.compareTo(slowest) > 0 ? took : slowest;
        classified++;
        return version;
    }

    /**
     * Checks that there is time left.
     *
     * @throws CommandFailed if there is none
     */
    void checkDeadline() {
        if (Instant.now().isAfter(deadline)) {
            throw new CommandFailed("no new version serves; the log says what the trainer does");
        }
    }

    int classified() {
        return classified;
    }

    Duration slowest() {
        return slowest;
    }
}
