package io.sentistream.classifier.input;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sentistream.classifier.input.Rejection.Reason;
import io.sentistream.schemas.AvroSerdes;
import io.sentistream.schemas.Review;
import io.sentistream.schemas.config.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;

/** How the values of the topic {@code reviews} are written. */
public enum ReviewFormat {
    /** {@link Review} as Confluent's serializers write it. */
    AVRO {
        @Override
        public ReviewDecoder decoder(AvroSerdes serdes) {
            return new AvroReader<>(serdes, Review.class)::read;
        }
    },
    /**
     * An object with {@code text} and, optionally, {@code id}, {@code source} and {@code eventTime} (ISO 8601 or
     * milliseconds). Without an id, the record's position is the id.
     */
    JSON {
        @Override
        public ReviewDecoder decoder(AvroSerdes serdes) {
            return ReviewFormat::fromJson;
        }
    },
    /** The text itself in UTF-8; the record's position is the id. */
    TEXT {
        @Override
        public ReviewDecoder decoder(AvroSerdes serdes) {
            return record -> review(record, null, utf8(record), null, null);
        }
    };

    /** The key that both applications read. */
    public static final Setting<ReviewFormat> SETTING =
            Setting.choice("review.format", AVRO, ReviewFormat.class, "how reviews are written: avro, json or text");

    private static final ObjectReader TREE =
            JsonMapper.builder().build().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** A decoder for one thread; only {@link #AVRO} asks the registry. */
    public abstract ReviewDecoder decoder(AvroSerdes serdes);

    private static Review fromJson(RawRecord record) throws RejectedException {
        JsonNode tree;
        try {
            tree = TREE.readTree(present(record));
        } catch (JacksonException e) {
            throw new RejectedException(Reason.MALFORMED, "the value is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // reading from an array can't fail otherwise
        }
        JsonNode text = tree.get("text");
        if (text == null || !text.isTextual()) {
            throw new RejectedException(Reason.MALFORMED, "the JSON value has no string \"text\"; send one");
        }
        return review(
                record, string(tree, "id"), text.textValue(), string(tree, "source"), time(tree.get("eventTime")));
    }

    private static String string(JsonNode tree, String field) {
        JsonNode value = tree.get(field);
        return value == null || value.isNull() ? null : value.asText();
    }

    private static Instant time(JsonNode value) throws RejectedException {
        try {
            if (value == null || value.isNull()) {
                return null;
            }
            return value.isIntegralNumber() ? Instant.ofEpochMilli(value.longValue()) : Instant.parse(value.asText());
        } catch (DateTimeException e) {
            throw new RejectedException(
                    Reason.MALFORMED,
                    "\"eventTime\" is " + value + "; send ISO 8601 such as 2026-01-31T12:00:00Z, or milliseconds");
        }
    }

    private static String utf8(RawRecord record) throws RejectedException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(present(record)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new RejectedException(Reason.MALFORMED, "the value is not UTF-8 text: " + e.getMessage());
        }
    }

    private static byte[] present(RawRecord record) throws RejectedException {
        if (record.value() == null) {
            throw new RejectedException(Reason.NULL_VALUE, "the record has no value; send one, or none at all");
        }
        return record.value();
    }

    private static Review review(RawRecord record, String id, String text, String source, Instant eventTime) {
        return new Review(id == null ? record.position() : id, text, source, eventTime);
    }
}
