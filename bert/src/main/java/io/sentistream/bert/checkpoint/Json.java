package io.sentistream.bert.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The JSON of a checkpoint's files: strict to read (no key twice, nothing after the end), indented to write. */
final class Json {
    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    static ObjectNode object(Path file) {
        try {
            return object(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new CheckpointException("Can't read " + file + ": " + e, e);
        }
    }

    /** Reads an object; {@code what} begins the message of the exception. */
    static ObjectNode object(String what, byte[] bytes) {
        try {
            JsonNode root = MAPPER.readTree(new String(bytes, StandardCharsets.UTF_8));
            if (root instanceof ObjectNode object) {
                return object;
            }
            throw new CheckpointException(what + " is damaged: it is not a JSON object. Fetch or write it again.");
        } catch (JsonProcessingException e) {
            throw new CheckpointException(
                    what + " is damaged: it is not JSON: " + e.getOriginalMessage() + ". Fetch or write it again.", e);
        }
    }

    static byte[] bytes(ObjectNode object) {
        try {
            return MAPPER.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(object);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
