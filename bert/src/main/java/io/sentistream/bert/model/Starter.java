package io.sentistream.bert.model;

import io.sentistream.bert.checkpoint.CheckpointException;
import io.sentistream.bert.checkpoint.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The fine-tuned model that comes with the build, as its difference to a base. */
final class Starter {
    static final String NAME = "starter";
    static final PublishedBase BASE = PublishedBase.E5_SMALL;

    private final byte[] delta;
    private final String card;

    /**
     * @param delta what {@link WeightDelta} wrote
     * @param card its model card
     */
    Starter(byte[] delta, String card) {
        this.delta = delta;
        this.card = card;
    }

    /** The one in the jar. */
    static Optional<Starter> bundled() {
        try (InputStream delta = Starter.class.getResourceAsStream(NAME + ".delta");
                InputStream card = Starter.class.getResourceAsStream(NAME + ".md")) {
            return delta == null || card == null
                    ? Optional.empty()
                    : Optional.of(
                            new Starter(delta.readAllBytes(), new String(card.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new CheckpointException("Can't read the starter model of this build: " + e, e);
        }
    }

    InputStream delta() {
        return new ByteArrayInputStream(delta);
    }

    String card() {
        return card;
    }

    /** The name of its directory; another starter has another, so that a new one takes the place of an old one. */
    String directory() {
        return NAME + "-" + Sha256.of(delta).substring(0, 8);
    }
}
