package io.sentistream.classifier.model;

import io.sentistream.schemas.ServingModel;

/** Turns an announcement into a model that has answered once. */
@FunctionalInterface
public interface ModelLoader {
    /**
     * Fetches, verifies, loads and warms up the model.
     *
     * @throws RuntimeException if the model must not serve; the message says why and what would mend it
     */
    Model load(ServingModel announced);
}
