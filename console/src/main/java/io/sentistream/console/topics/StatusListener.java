package io.sentistream.console.topics;

import java.util.Optional;

/** Hears how the console gets on with Kafka and the registry. Called by several threads. */
public interface StatusListener {
    /** Kafka answers, or else why not. */
    void kafka(Optional<String> problem);

    /** The registry answers, or else why not. */
    void registry(Optional<String> problem);

    /** What was on the topics at the start has been read, or reading has stopped for this reason. */
    void reading(Optional<String> problem);
}
