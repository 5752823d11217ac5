package io.sentistream.schemas;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.EOFException;
import java.io.IOException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Why a value couldn't be deserialized, which decides what becomes of its record: a dead letter, or another try.
 *
 * @param reason in words, from the exception
 */
public record DecodeFailure(Kind kind, String reason) {

    /** What is wrong. */
    public enum Kind {
        /** The bytes are no record of the type asked for, now or later. */
        MALFORMED,
        /** The bytes name a schema that the registry answered it doesn't have. */
        UNKNOWN_SCHEMA,
        /** The registry didn't answer, or not as a registry does; the record may be good. */
        REGISTRY_UNAVAILABLE
    }

    /** Registries answer 404 with an error code of five digits that begins so; a 404 of a wrong address hasn't one. */
    private static final int NOT_FOUND = 404;

    /** Explains what a deserializer of {@link AvroSerdes} threw. */
    public static DecodeFailure of(Throwable thrown) {
        var kind = Kind.MALFORMED;
        for (var cause = thrown; cause != null && kind == Kind.MALFORMED; cause = cause.getCause()) {
            kind = kindOf(cause);
        }
        return new DecodeFailure(kind, reasonOf(thrown));
    }

    private static Kind kindOf(Throwable cause) {
        if (cause instanceof RestClientException answer) {
            return answer.getErrorCode() / 100 == NOT_FOUND ? Kind.UNKNOWN_SCHEMA : Kind.REGISTRY_UNAVAILABLE;
        }
        if (cause instanceof RetriableException
                || cause instanceof AuthenticationException
                || cause instanceof AuthorizationException) {
            return Kind.REGISTRY_UNAVAILABLE;
        }
        return cause instanceof IOException && !ofTheBytes(cause) ? Kind.REGISTRY_UNAVAILABLE : Kind.MALFORMED;
    }

    /** Avro's decoder reports bytes that are too few, or no number, by IOExceptions of these classes. */
    private static boolean ofTheBytes(Throwable cause) {
        return cause instanceof EOFException || cause.getClass().getName().startsWith("org.apache.avro.");
    }

    private static String reasonOf(Throwable thrown) {
        var root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root == thrown ? told(thrown) : told(thrown) + ": " + told(root);
    }

    /** Some exceptions, such as that of a buffer that ends too soon, have no message. */
    private static String told(Throwable thrown) {
        return thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
    }
}
