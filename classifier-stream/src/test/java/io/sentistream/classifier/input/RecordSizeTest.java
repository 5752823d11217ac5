package io.sentistream.classifier.input;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.internal.AbstractRecords;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.junit.jupiter.api.Test;

class RecordSizeTest {
    @Test
    void theSizeIsNoLessThanTheProducersOwnEstimateAndNotMuchMore() {
        Headers headers = new RecordHeaders()
                .add("trace", new byte[100])
                .add("none", null)
                .add("\u00fcber", new byte[0]);
        byte[] key = new byte[70];
        byte[] value = new byte[900_000];

        int ofProducer = AbstractRecords.estimateSizeInBytesUpperBound(
                RecordBatch.CURRENT_MAGIC_VALUE, CompressionType.NONE, key, value, headers.toArray());

        assertThat(RecordSize.of(key, value, headers)).isBetween((long) ofProducer, ofProducer + 64L);
        assertThat(RecordSize.of(null, null, new RecordHeaders()))
                .isGreaterThanOrEqualTo(AbstractRecords.estimateSizeInBytesUpperBound(
                        RecordBatch.CURRENT_MAGIC_VALUE,
                        CompressionType.NONE,
                        (byte[]) null,
                        null,
                        new RecordHeaders().toArray()));
    }
}
