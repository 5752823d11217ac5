package io.sentistream.classifier.runtime;

import java.util.Locale;

/** How often a record counts when something fails ({@code processing.guarantee} of Kafka Streams). */
public enum Guarantee {
    /** Each record has its result once, for readers with {@code isolation.level=read_committed}. */
    EXACTLY_ONCE_V2,
    /** Each record has its result; after a crash, some have it twice. */
    AT_LEAST_ONCE;

    /** The value as Kafka Streams has it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
