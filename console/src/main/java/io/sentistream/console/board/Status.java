package io.sentistream.console.board;

import io.sentistream.console.live.Broadcast;
import io.sentistream.console.topics.StatusListener;
import java.util.Optional;

/** How the console gets on with Kafka and the registry, shown at each change. Safe for use by several threads. */
final class Status implements StatusListener {
    private final Broadcast broadcast;
    private View view = new View(null, null, null, false);

    /**
     * What is wrong, null where nothing is.
     *
     * @param loaded whether all that was on the topics at the start has been read
     */
    record View(String kafka, String registry, String reading, boolean loaded) {}

    Status(Broadcast broadcast) {
        this.broadcast = broadcast;
        broadcast.state("status", view);
    }

    @Override
    public synchronized void kafka(Optional<String> problem) {
        show(new View(problem.orElse(null), view.registry(), view.reading(), view.loaded()));
    }

    @Override
    public synchronized void registry(Optional<String> problem) {
        show(new View(view.kafka(), problem.orElse(null), view.reading(), view.loaded()));
    }

    @Override
    public synchronized void reading(Optional<String> problem) {
        show(new View(view.kafka(), view.registry(), problem.orElse(null), view.loaded() || problem.isEmpty()));
    }

    private void show(View now) {
        if (!now.equals(view)) {
            view = now;
            broadcast.state("status", view);
        }
    }
}
