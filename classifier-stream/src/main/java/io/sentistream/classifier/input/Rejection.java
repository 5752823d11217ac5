package io.sentistream.classifier.input;

import java.util.Locale;

/**
 * Why a record is a dead letter.
 *
 * @param reason one of a few, for programs
 * @param message what is wrong and what would mend it, for people
 */
public record Rejection(Reason reason, String message) {
    /** What is wrong with a record. */
    public enum Reason {
        /** The record has no value. */
        NULL_VALUE,
        /** The bytes are not what the topic holds. */
        MALFORMED,
        /** The registry does not know the schema that the bytes name. */
        UNKNOWN_SCHEMA,
        /** There is no text, or only space. */
        BLANK_TEXT,
        /** The model failed on this text, though it works on others. */
        MODEL_ERROR,
        /** Even without its text, the result is too large for its topic. */
        RESULT_TOO_LARGE,
        /** The feedback has no label. */
        BLANK_LABEL,
        /** The feedback names a review that did not come, or came too long ago. */
        UNKNOWN_REVIEW;

        /** The reason as headers have it, such as {@code null-value}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
