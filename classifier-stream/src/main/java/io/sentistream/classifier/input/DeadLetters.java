package io.sentistream.classifier.input;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Makes dead letters: key, value, timestamp and headers as they came, and why in more headers.
 *
 * <p>A record may be as large as its topic allows, and then has no room for more headers. Its dead letter leaves out the
 * value, then the headers, then the key, and says so in {@link #OMITTED}; where the original lies is in the headers.
 *
 * @param maxBytes what the dead letters' topic takes
 * @param made is told the reason of each
 */
public record DeadLetters(IntSupplier maxBytes, Consumer<Rejection.Reason> made) {
    /** The {@linkplain Rejection.Reason#text() reason}. */
    public static final String REASON = "sentistream-error-reason";
    /** What is wrong, in words. */
    public static final String MESSAGE = "sentistream-error-message";
    /** The topic the record came from. */
    public static final String TOPIC = "sentistream-error-topic";
    /** The partition the record came from, in digits. */
    public static final String PARTITION = "sentistream-error-partition";
    /** The record's offset in that partition, in digits. */
    public static final String OFFSET = "sentistream-error-offset";
    /** What of the record was too large to be kept: {@code value}, {@code value,headers} or {@code value,headers,key}. */
    public static final String OMITTED = "sentistream-error-omitted";

    private static final int LONGEST_MESSAGE = 1_000;

    /** The dead letter of a record. */
    public Record<byte[], byte[]> of(Record<byte[], byte[]> record, RecordMetadata at, Rejection why) {
        made.accept(why.reason());
        Headers reasons = reasons(at, why);
        Record<byte[], byte[]> letter = record.withHeaders(joined(record.headers(), reasons));
        if (fits(letter)) {
            return letter;
        }
        letter = letter.withValue((byte[]) null).withHeaders(joined(record.headers(), omitted(reasons, "value")));
        if (fits(letter)) {
            return letter;
        }
        letter = letter.withHeaders(omitted(reasons, "value,headers"));
        return fits(letter) ? letter : letter.withKey((byte[]) null).withHeaders(omitted(reasons, "value,headers,key"));
    }

    private boolean fits(Record<byte[], byte[]> letter) {
        return RecordSize.of(letter.key(), letter.value(), letter.headers()) <= maxBytes.getAsInt();
    }

    private static Headers reasons(RecordMetadata at, Rejection why) {
        String message = why.message().length() <= LONGEST_MESSAGE
                ? why.message()
                : why.message().substring(0, LONGEST_MESSAGE) + "…";
        Headers headers = new RecordHeaders();
        add(headers, REASON, why.reason().text());
        add(headers, MESSAGE, message);
        add(headers, TOPIC, at.topic());
        add(headers, PARTITION, Integer.toString(at.partition()));
        add(headers, OFFSET, Long.toString(at.offset()));
        return headers;
    }

    private static Headers omitted(Headers reasons, String what) {
        Headers headers = new RecordHeaders(reasons);
        add(headers, OMITTED, what);
        return headers;
    }

    private static Headers joined(Headers first, Headers second) {
        Headers headers = new RecordHeaders(first);
        second.forEach(headers::add);
        return headers;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
