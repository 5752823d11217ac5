package io.sentistream.classifier.classify;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Where the consumers of an application leave what they poll for its processors to find. A consumer and the processors of
 * its tasks run on one thread, and so each thread has a memory of its own.
 */
public final class RememberedPolls {
    private static final String KEY = "sentistream.remembered.polls";

    private final ThreadLocal<PollMemory> memories;

    /**
     * Remembers the records of one topic.
     *
     * @param maxBytes the most bytes of records that a thread remembers
     * @param count goes up and down with the number of records that all threads remember
     */
    public RememberedPolls(String topic, long maxBytes, AtomicLong count) {
        memories = ThreadLocal.withInitial(() -> new PollMemory(topic, maxBytes, count));
    }

    /** Has the main consumers of Streams remember their polls here, besides what interceptors they may have. */
    void addTo(Map<String, Object> streamsConfig) {
        streamsConfig.put(StreamsConfig.mainConsumerPrefix(KEY), this);
        streamsConfig.merge(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG),
                Interceptor.class.getName(),
                (theirs, ours) -> ours + "," + theirs);
    }

    /** The memory of the thread that calls. */
    PollMemory ofThisThread() {
        return memories.get();
    }

    /**
     * Remembers each poll and does nothing else: Kafka swallows what an interceptor throws, and a transaction may be open
     * while it runs. Kafka makes it.
     */
    public static final class Interceptor implements ConsumerInterceptor<byte[], byte[]> {
        private RememberedPolls polls;

        @Override
        public void configure(Map<String, ?> configs) {
            polls = (RememberedPolls) configs.get(KEY);
        }

        @Override
        public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
            polls.ofThisThread().remember(records);
            return records;
        }

        @Override
        public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

        @Override
        public void close() {}
    }
}
