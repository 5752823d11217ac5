package io.sentistream.classifier.input;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;

/**
 * A record's bytes as they came, and where they lie.
 *
 * @param partition the topic and partition
 * @param offset the offset in that partition
 * @param key the key's bytes, or null
 * @param value the value's bytes, or null
 * @param headers the headers, not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared with another
public record RawRecord(TopicPartition partition, long offset, byte[] key, byte[] value, Headers headers) {
    /** A record of a poll. */
    public static RawRecord of(ConsumerRecord<byte[], byte[]> polled) {
        return new RawRecord(
                new TopicPartition(polled.topic(), polled.partition()),
                polled.offset(),
                polled.key(),
                polled.value(),
                polled.headers());
    }

    /** What holding this record takes, in bytes, about. */
    public long size() {
        return 200L + (key == null ? 0 : key.length) + (value == null ? 0 : value.length);
    }

    /** Topic, partition and offset as a name, such as {@code reviews-3-1027}. */
    public String position() {
        return partition + "-" + offset;
    }
}
