package io.sentistream.schemas;

/**
 * How a topic on a cluster differs from its layout.
 *
 * @param topic its name on the cluster
 * @param harmful whether a service can't work so, or records may be lost
 * @param what the difference, a sentence
 * @param fix what mends it, a sentence
 */
public record TopicFlaw(String topic, boolean harmful, String what, String fix) {
    /** Both sentences. */
    @Override
    public String toString() {
        return what + " " + fix;
    }
}
