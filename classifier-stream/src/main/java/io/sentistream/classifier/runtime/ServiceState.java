package io.sentistream.classifier.runtime;

/** Where a service is in its life. */
public enum ServiceState {
    /** Not started yet. */
    NEW,
    /** The brokers, the registry or the topics are awaited, or partitions are being assigned. */
    STARTING,
    /** The first model is awaited. */
    WAITING_FOR_MODEL,
    /** A record waits for the schema registry, or for a model that fails on every text. */
    WAITING_FOR_DEPENDENCY,
    /** Records are processed. */
    READY,
    /** It has ended of itself; the log says why. */
    FAILED,
    /** It was closed. */
    CLOSED
}
