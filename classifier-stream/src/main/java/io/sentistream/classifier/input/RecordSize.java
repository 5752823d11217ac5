package io.sentistream.classifier.input;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The most bytes that a record alone in its batch takes, as {@code max.request.size} and {@code max.message.bytes} count
 * them (Kafka's message format 2, lengths as the longest varints).
 */
public final class RecordSize {
    private static final int BATCH = 61;
    private static final int RECORD = 21;
    private static final int LENGTH = 5;

    private RecordSize() {}

    /** An upper bound of the size before compression, in bytes. */
    public static long of(byte[] key, byte[] value, Headers headers) {
        long size = BATCH + RECORD + field(key) + field(value) + LENGTH;
        for (Header header : headers) {
            size += LENGTH + header.key().getBytes(StandardCharsets.UTF_8).length + field(header.value());
        }
        return size;
    }

    private static long field(byte[] bytes) {
        return LENGTH + (bytes == null ? 0L : bytes.length);
    }
}
