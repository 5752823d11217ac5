package io.sentistream.trainer.drift;

import io.sentistream.trainer.drift.DriftTopics.Outgoing;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** What outlives a session of the watch. Used by one thread. */
final class DriftState {
    private final Watch watch;
    private final Deque<Outgoing> outgoing = Outgoing.none();
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private int answered;

    DriftState(DriftConfig config) {
        watch = new Watch(config.falseAlarmEvery());
    }

    Watch watch() {
        return watch;
    }

    /** What is to be sent. */
    Deque<Outgoing> outgoing() {
        return outgoing;
    }

    /** The offsets of the next results and labels. */
    Map<TopicPartition, Long> positions() {
        return positions;
    }

    /** Where the topics of results and labels ended when the trainer began. */
    Map<TopicPartition, Long> ends() {
        return ends;
    }

    /** How many requests were answered since the last change. */
    int answered() {
        return answered;
    }

    void answered(int more) {
        answered += more;
    }
}
