package io.sentistream.console.topics;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/** From where a topic is read. */
@FunctionalInterface
public interface Start {
    /** The offset for each partition. */
    Map<TopicPartition, Long> offsets(Consumer<?, ?> consumer, Collection<TopicPartition> partitions);

    /** From the first record that is kept. */
    static Start beginning() {
        return Consumer::beginningOffsets;
    }

    /** From so many records before the end of each partition. */
    static Start last(long records) {
        return (consumer, partitions) -> {
            Map<TopicPartition, Long> offsets = new HashMap<>(consumer.beginningOffsets(partitions));
            consumer.endOffsets(partitions)
                    .forEach((partition, end) -> offsets.merge(partition, end - records, Math::max));
            return offsets;
        };
    }

    /** From so long ago, but no more than so many records of each partition. */
    static Start ago(Duration history, long records) {
        return (consumer, partitions) -> {
            Map<TopicPartition, Long> offsets = new HashMap<>(last(records).offsets(consumer, partitions));
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<TopicPartition, Long> times = new HashMap<>();
            partitions.forEach(partition -> times.put(partition, System.currentTimeMillis() - history.toMillis()));
            Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
            offsets.replaceAll((partition, offset) -> {
                OffsetAndTimestamp since = found.get(partition);
                return Math.max(offset, since == null ? ends.get(partition) : since.offset());
            });
            return offsets;
        };
    }

    /** From a known offset of each partition, and from the beginning of those without one. */
    static Start at(IntFunction<OptionalLong> known) {
        return (consumer, partitions) -> {
            Map<TopicPartition, Long> offsets = new HashMap<>(consumer.beginningOffsets(partitions));
            offsets.replaceAll((partition, first) ->
                    Math.max(first, known.apply(partition.partition()).orElse(first)));
            return offsets;
        };
    }
}
