package io.sentistream.classifier.label;

/** Hears each judgement of a model by a person. Called on a stream thread, which waits; must not throw. */
@FunctionalInterface
public interface AccuracyListener {
    /**
     * A label met the result of its review. Heard once more where a transaction is aborted and repeated; what was counted
     * is on the topic {@code live-accuracy}.
     *
     * @param source where the review comes from; empty where nobody said
     */
    void judged(String modelVersion, String source, boolean right);
}
