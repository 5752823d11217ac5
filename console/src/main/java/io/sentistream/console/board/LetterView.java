package io.sentistream.console.board;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A dead letter as the page shows it.
 *
 * @param topic that of the dead letters
 * @param reason in one word, as the headers have it
 * @param message the same for people
 * @param origin topic, partition and offset where the record lies
 * @param omitted what was left out because the record would have been too large
 * @param at the record's timestamp, in ms since 1970
 * @param bytes how long the value is; -1 where there is none
 */
record LetterView(
        String topic,
        String reason,
        String message,
        String origin,
        String omitted,
        String key,
        HexDump value,
        int bytes,
        long at) {

    static LetterView of(ConsumerRecord<byte[], byte[]> record) {
        String origin = header(record, "topic") + "-" + header(record, "partition") + " at " + header(record, "offset");
        return new LetterView(
                record.topic(),
                header(record, "reason"),
                header(record, "message"),
                origin,
                header(record, "omitted"),
                record.key() == null ? "" : HexDump.printable(record.key()),
                HexDump.of(record.value() == null ? new byte[0] : record.value()),
                record.value() == null ? -1 : record.value().length,
                record.timestamp());
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader("sentistream-error-" + name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
