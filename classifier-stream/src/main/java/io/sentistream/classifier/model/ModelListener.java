package io.sentistream.classifier.model;

import io.sentistream.schemas.ServingModel;

/** Hears what becomes of announced models. Called on the loading thread, which waits; must not throw. */
public interface ModelListener {
    /** The model serves from the next micro-batch on. */
    default void serving(ServingModel model) {}

    /** The model was refused, and the one before, if any, serves on. */
    default void refused(ServingModel model, String reason) {}
}
