package io.sentistream.classifier.model;

import io.sentistream.schemas.ServingModel;

/** Hears what is announced under one key of the topic {@code models}. Called on the follower's thread, which waits. */
@FunctionalInterface
public interface Announcements {
    /** This model is to be in the place that the key stands for. */
    void announce(ServingModel announced);

    /** The announcement was taken back; what serves goes on serving all the same. */
    default void withdraw() {}
}
