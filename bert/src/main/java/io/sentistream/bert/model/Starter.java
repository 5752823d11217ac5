package io.sentistream.bert.model;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.CheckpointException;
import io.sentistream.bert.checkpoint.Reference;
import io.sentistream.bert.checkpoint.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The fine-tuned model that comes with the build, as its difference to a base. */
final class Starter {
    static final String NAME = "starter";
    static final PublishedBase BASE = PublishedBase.E5_SMALL;

    /** The resource that holds its reference. */
    static final String REFERENCE = NAME + "." + Reference.NAME;

    private final byte[] delta;
    private final byte[] reference;
    private final String card;

    /**
     * @param delta what {@link WeightDelta} wrote
     * @param reference the bytes of {@code reference.json}; none where it has no reference
     * @param card its model card
     */
    Starter(byte[] delta, byte[] reference, String card) {
        this.delta = delta;
        this.reference = reference;
        this.card = card;
    }

    /** The one in the jar. */
    static Optional<Starter> bundled() {
        try (InputStream delta = Starter.class.getResourceAsStream(NAME + ".delta");
                InputStream reference = Starter.class.getResourceAsStream(REFERENCE);
                InputStream card = Starter.class.getResourceAsStream(NAME + ".md")) {
            return delta == null || card == null
                    ? Optional.empty()
                    : Optional.of(new Starter(
                            delta.readAllBytes(),
                            reference == null ? new byte[0] : reference.readAllBytes(),
                            new String(card.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new CheckpointException("Can't read the starter model of this build: " + e, e);
        }
    }

    InputStream delta() {
        return new ByteArrayInputStream(delta);
    }

    /** The checkpoint with the starter's reference, if it has one. */
    Checkpoint withReference(Checkpoint restored) {
        return reference.length == 0
                ? restored
                : restored.withReference(Reference.fromJson("the reference of the starter model", reference));
    }

    String card() {
        return card;
    }

    /** The name of its directory; another starter has another, so that a new one takes the place of an old one. */
    String directory() {
        byte[] both = Arrays.copyOf(delta, delta.length + reference.length);
        System.arraycopy(reference, 0, both, delta.length, reference.length);
        return NAME + "-" + Sha256.of(both).substring(0, 8);
    }
}
