package io.sentistream.quickstart.interop;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.inference.InferenceConfig;
import io.sentistream.bert.inference.TextClassifier;
import io.sentistream.bert.model.Models;
import io.sentistream.bert.network.Device;
import io.sentistream.bert.network.Precision;
import java.nio.file.Path;

/** The model that comes with the build: what others are given to open. */
final class Starter {
    static final Path HOME = ForeignProgram.DIRECTORY.resolve("home");

    private Starter() {}

    /** Its Hugging Face directory. */
    static Path directory() {
        return new Models(HOME.resolve("models")).resolve("starter");
    }

    static Checkpoint checkpoint() {
        return Checkpoint.open(directory());
    }

    /** It as it classifies here. */
    static TextClassifier classifier() {
        return classifier(checkpoint());
    }

    /** A model that reads one window of a text, so that others' truncation is the same. */
    static TextClassifier classifier(Checkpoint checkpoint) {
        return TextClassifier.load(checkpoint, new InferenceConfig(Device.CPU, Precision.FLOAT32, 512, 1, 1024));
    }
}
