package io.sentistream.quickstart.cli;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.CheckpointDigest;
import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.bert.checkpoint.Manifest;
import io.sentistream.classifier.bench.StreamBenchmark;
import io.sentistream.classifier.bench.StreamOptions;
import io.sentistream.embedded.EmbeddedBroker;
import io.sentistream.embedded.SchemaRegistryProcess;
import io.sentistream.quickstart.home.TemporaryDirectory;
import io.sentistream.quickstart.terminal.Logging;
import io.sentistream.schemas.ServingModel;
import io.sentistream.trainer.data.BaseData;
import io.sentistream.trainer.data.Example;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what the stream costs beside a bare topology, and beside the model without a stream. */
@Command(
        name = "stream",
        description = "Records a second and latencies on a broker of its own: of a topology that copies bytes and of"
                + " one that decodes and encodes them, of the classifier with a model that does nothing and with a real one, and of that model without a stream. Prints a"
                + " table in Markdown.",
        sortOptions = false)
final class BenchStreamCommand implements Callable<Integer> {
    @Mixin
    private ModelOption model;

    @Option(
            names = "--data",
            paramLabel = "FILE.tsv",
            defaultValue = "sample",
            description = "Rows 'sentence<TAB>label' (default: the sample that comes with the build).")
    private String data;

    @Option(
            names = "--reviews",
            paramLabel = "N",
            defaultValue = "300000",
            description = "Reviews of a row without a real model (default: ${DEFAULT-VALUE}).")
    private int reviews;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "15",
            description =
                    "How long a row with the model is under load, and each at half load (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "5",
            description = "Seconds at half load before latencies count (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--shadow",
            description =
                    "Instead: what it costs that a model as large runs in the shadow on a tenth of the reviews, in three"
                            + " turns.")
    private boolean shadow;

    @Mixin
    private TableOption table;

    @Mixin
    private Context context;

    @Override
    public Integer call() {
        context.log(Logging.QUIET);
        Checkpoint checkpoint = model.open(context.home());
        StreamOptions options =
                new StreamOptions(texts(checkpoint), reviews, Duration.ofSeconds(seconds), Duration.ofSeconds(warmUp));
        try (TemporaryDirectory directory = TemporaryDirectory.in(context.home(), "bench");
                EmbeddedBroker broker = EmbeddedBroker.start(directory.path().resolve("kafka"));
                SchemaRegistryProcess registry =
                        SchemaRegistryProcess.start(directory.path().resolve("registry"))) {
            StreamBenchmark benchmark = new StreamBenchmark(
                    broker.bootstrapServers(),
                    registry.url(),
                    announced(checkpoint, directory.path().resolve("model")),
                    options);
            if (shadow) {
                benchmark.printShadow(table.on(context.out()));
            } else {
                benchmark.print(table.on(context.out()));
            }
        }
        return 0;
    }

    private List<String> texts(Checkpoint checkpoint) {
        Labels labels = new Labels(checkpoint.config().labels());
        return new BaseData(context.home().directory())
                .resolve(data, labels).train().stream().map(Example::text).toList();
    }

    /** Written anew, so that a model without a manifest can be announced too. */
    private static ServingModel announced(Checkpoint checkpoint, Path directory) {
        checkpoint.write(
                directory,
                new Manifest(
                        Manifest.FORMAT_VERSION,
                        "bench",
                        Optional.empty(),
                        Instant.now(),
                        Map.of(),
                        Map.of(),
                        1,
                        Map.of(),
                        Map.of()),
                "A copy to measure.\n");
        return ServingModel.newBuilder()
                .setVersion("bench")
                .setUri(directory.toString())
                .setManifestSha256(CheckpointDigest.of(directory).manifestSha256())
                .setSince(Instant.now())
                .build();
    }
}
