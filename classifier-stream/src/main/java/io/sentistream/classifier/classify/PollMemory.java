package io.sentistream.classifier.classify;

import io.sentistream.classifier.input.RawRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * What one stream thread has polled and not yet processed, by partition in the order of offsets. It is a hint of what
 * comes next and never the truth: a record that is not in it is classified alone, one that never comes is dropped.
 *
 * <p>Entries go when they are used, when their partition leaves the thread, and when its position jumps back. What a poll
 * brings beyond the limit is not remembered. Used by one thread: {@link RememberedPolls} holds one for each.
 */
final class PollMemory {
    private final String topic;
    private final long maxBytes;
    private final AtomicLong count;
    private final Map<TopicPartition, Deque<Polled>> partitions = new HashMap<>();
    private long bytes;

    /**
     * A memory of the records of one topic.
     *
     * @param maxBytes the most bytes of records that are remembered
     * @param count goes up and down with the number of records, beside those of other threads
     */
    PollMemory(String topic, long maxBytes, AtomicLong count) {
        this.topic = topic;
        this.maxBytes = maxBytes;
        this.count = count;
    }

    /** Remembers the topic's records of a poll. */
    void remember(ConsumerRecords<byte[], byte[]> poll) {
        for (TopicPartition partition : poll.partitions()) {
            if (partition.topic().equals(topic)) {
                remember(partition, poll.records(partition));
            }
        }
    }

    private void remember(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
        Deque<Polled> queue = partitions.computeIfAbsent(partition, added -> new ArrayDeque<>());
        if (!queue.isEmpty() && records.get(0).offset() <= queue.getLast().raw().offset()) {
            clear(queue);
        }
        for (ConsumerRecord<byte[], byte[]> polled : records) {
            RawRecord raw = RawRecord.of(polled);
            if (bytes + raw.size() > maxBytes) {
                return;
            }
            queue.addLast(new Polled(raw));
            count.incrementAndGet();
            bytes += raw.size();
        }
    }

    /** Takes the entry of the record in hand out; it is a new one where the record was not remembered. */
    Polled take(RawRecord inHand) {
        Deque<Polled> queue = partitions.get(inHand.partition());
        if (queue == null || queue.isEmpty()) {
            return new Polled(inHand);
        }
        if (queue.getFirst().raw().offset() > inHand.offset()) {
            // The position jumped back by more than the last poll showed, or the memory was full at this record.
            return new Polled(inHand);
        }
        while (!queue.isEmpty() && queue.getFirst().raw().offset() < inHand.offset()) {
            removeFirst(queue);
        }
        if (queue.isEmpty() || queue.getFirst().raw().offset() != inHand.offset()) {
            return new Polled(inHand);
        }
        return removeFirst(queue);
    }

    /** The entries without an outcome: each partition's in their order, one of each partition in turn. */
    Iterator<Polled> upcoming() {
        List<Iterator<Polled>> unread = new ArrayList<>();
        for (Deque<Polled> queue : partitions.values()) {
            unread.add(queue.stream().filter(polled -> polled.outcome() == null).iterator());
        }
        return new Turns<>(unread);
    }

    /** The entries that are remembered: each partition's in their order, one of each partition in turn. */
    Iterator<Polled> remembered() {
        List<Iterator<Polled>> all = new ArrayList<>();
        partitions.values().forEach(queue -> all.add(queue.iterator()));
        return new Turns<>(all);
    }

    /** Forgets a partition that leaves the thread. */
    void forget(TopicPartition partition) {
        Deque<Polled> queue = partitions.remove(partition);
        if (queue != null) {
            clear(queue);
        }
    }

    /** How many records are remembered. */
    int size() {
        return partitions.values().stream().mapToInt(Deque::size).sum();
    }

    private Polled removeFirst(Deque<Polled> queue) {
        Polled first = queue.removeFirst();
        count.decrementAndGet();
        bytes -= first.raw().size();
        return first;
    }

    private void clear(Deque<Polled> queue) {
        while (!queue.isEmpty()) {
            removeFirst(queue);
        }
    }
}
