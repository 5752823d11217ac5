package io.sentistream.console.topics;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes records of topics on the reading thread. */
public interface RecordSink {
    /**
     * Takes a record. Bytes that can't be read are passed over, with a log line.
     *
     * @param decoder reads values
     * @throws RegistryAwayException if the registry doesn't answer; the record is given again
     */
    void take(ConsumerRecord<byte[], byte[]> record, Decoder decoder);

    /** The records so far were on the topics before the console began; from now on they are as they come. */
    default void caughtUp() {}

    /** Shows what has changed since the last time; called after each poll. */
    void publish();
}
