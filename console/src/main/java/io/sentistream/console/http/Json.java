package io.sentistream.console.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.Context;
import java.util.Map;

/** What goes over the wire. */
final class Json {
    private static final String TYPE = "application/json";
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Json() {}

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records of texts, numbers and lists can always be written", e);
        }
    }

    /**
     * The request's body.
     *
     * @throws Problem if it is none of this type
     */
    static <T> T body(Context context, Class<T> type) {
        try {
            T body = MAPPER.readValue(context.body(), type);
            if (body != null) {
                return body;
            }
        } catch (JsonProcessingException e) {
            // Told below.
        }
        throw new Problem(400, "the request's body is not the JSON that is wanted here");
    }

    static void answer(Context context, int status, Object value) {
        context.status(status).contentType(TYPE).result(write(value));
    }

    static void answer(Context context, Problem problem) {
        answer(context, problem.status(), Map.of("message", problem.getMessage()));
    }
}
