package io.sentistream.quickstart.cli;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.quickstart.bench.RandomNetwork;
import io.sentistream.quickstart.home.Home;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which network is measured. */
final class BenchModel {
    @Mixin
    private ModelOption model;

    @Option(
            names = "--shape",
            paramLabel = "LAYERSxHIDDEN",
            description = "A random network of this size, such as 2x128, with the model's tokenizer.")
    private String shape;

    /** A classifier: a base has a random head put on. */
    Checkpoint open(Home home) {
        Checkpoint checkpoint = model.open(home);
        if (shape != null) {
            return RandomNetwork.parse(shape).like(checkpoint);
        }
        return checkpoint.hasHead() ? checkpoint : checkpoint.withNewHead(List.of("negative", "positive"), 1);
    }
}
