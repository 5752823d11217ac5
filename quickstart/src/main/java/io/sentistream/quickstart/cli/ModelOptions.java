package io.sentistream.quickstart.cli;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.inference.InferenceConfig;
import io.sentistream.bert.inference.TextClassifier;
import io.sentistream.bert.network.Device;
import io.sentistream.bert.network.Precision;
import io.sentistream.classifier.model.CheckpointLoader;
import io.sentistream.classifier.model.Model;
import io.sentistream.quickstart.home.Home;
import io.sentistream.trainer.offline.HeadEvaluation;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which model classifies, and where. */
final class ModelOptions {
    private static final int MAX_LENGTH = 512;
    private static final int MAX_WINDOWS = 8;
    /** The most tokens of a batch. */
    static final int BATCH_TOKENS = 1024;

    @Mixin
    private ModelOption model;

    @Option(
            names = "--device",
            paramLabel = "auto|cpu|cuda:N",
            defaultValue = "auto",
            description = "Where it runs (default: ${DEFAULT-VALUE}).")
    private String device;

    @Option(
            names = "--precision",
            paramLabel = "float32|int8|bfloat16",
            defaultValue = "float32",
            description = "The arithmetic: float32, int8 on a CPU, bfloat16 on CUDA (default: ${DEFAULT-VALUE}).")
    private Precision precision;

    /** What the user called it. */
    String name() {
        return model.name();
    }

    /** Loads it; the caller closes it. */
    TextClassifier load(Home home) {
        return load(open(home));
    }

    /** Reads it. */
    Checkpoint open(Home home) {
        return model.open(home);
    }

    /** What it does on a file of its task's rows. */
    HeadEvaluation evaluate(Checkpoint checkpoint, Path file) {
        return HeadEvaluation.of(checkpoint, file, Device.parse(device), precision);
    }

    /** Loads what was read; the caller closes it. */
    TextClassifier load(Checkpoint checkpoint) {
        return TextClassifier.load(checkpoint, inference(checkpoint));
    }

    /** Loads what was read as the classifier does, under the name of this version; the caller closes it. */
    Model load(String version, Checkpoint checkpoint) {
        return new CheckpointLoader(inference(checkpoint)).load(version, checkpoint);
    }

    private InferenceConfig inference(Checkpoint checkpoint) {
        int maxLength = Math.min(MAX_LENGTH, checkpoint.config().positions());
        return new InferenceConfig(Device.parse(device), precision, maxLength, MAX_WINDOWS, BATCH_TOKENS);
    }
}
