package io.sentistream.quickstart.cli;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.Manifest;
import io.sentistream.classifier.classify.Reclassified;
import io.sentistream.classifier.classify.Reclassifier;
import io.sentistream.classifier.classify.ReclassifyJob;
import io.sentistream.classifier.input.ReviewFormat;
import io.sentistream.classifier.model.CheckpointLoader;
import io.sentistream.classifier.model.Model;
import io.sentistream.quickstart.CommandFailed;
import io.sentistream.quickstart.client.Cluster;
import io.sentistream.quickstart.client.ModelLine;
import io.sentistream.quickstart.client.TargetTopic;
import io.sentistream.quickstart.terminal.Logging;
import io.sentistream.quickstart.terminal.Screen;
import io.sentistream.schemas.ModelVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Classifies what a topic holds once more, by another model. */
@Command(
        name = "reclassify",
        description =
                "Classify the reviews that a topic holds once more, by a model of your choice, into another topic."
                        + " Begun again after an interruption, it goes on where it was.",
        sortOptions = false)
public final class ReclassifyCommand implements Callable<Integer> {
    @Mixin
    private ModelOptions model;

    @Option(
            names = "--into",
            required = true,
            paramLabel = "TOPIC",
            description = "Where the results go; made where it is missing.")
    private String into;

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            defaultValue = "reviews",
            description = "Where the reviews are (default: ${DEFAULT-VALUE}).")
    private String topic;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = TimeOption.class,
            description = "The first time of the records meant, such as 2026-11-01 or 2026-11-01T08:30Z"
                    + " (default: the first that are kept).")
    private Instant from = ReclassifyJob.BEGINNING;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = TimeOption.class,
            description = "The time before which they are (default: all until now).")
    private Instant to = ReclassifyJob.END;

    @Option(
            names = "--format",
            paramLabel = "avro|json|text",
            defaultValue = "avro",
            description = "How the reviews are written (default: ${DEFAULT-VALUE}).")
    private ReviewFormat format;

    @Option(
            names = "--json",
            description = "One JSON object: topic, into, modelVersion, classified, rejected (counts by reason),"
                    + " firstRejected, seconds.")
    private boolean json;

    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private Context context;

    @Override
    public Integer call() {
        context.log(Logging.QUIET);
        if (!from.isBefore(to)) {
            throw new CommandFailed("--from " + from + " is not before --to " + to + "; swap them");
        }
        Cluster target = cluster.cluster(context.home());
        Model chosen = model(target); // first, so that one that can't be had leaves no topic behind
        TargetTopic results = TargetTopic.prepare(target, topic, into);
        var job = new ReclassifyJob(
                topic, into, chosen.version(), format, from, to, ModelOptions.BATCH_TOKENS, results.maxBytes());
        Instant begun = Instant.now();
        LastBatch lastBatch = LastBatch.ofThisProcess();
        try (var consumer = target.bytesConsumer(job.id());
                var producer = target.transactionalProducer(job.id());
                var reclassifier = new Reclassifier(job, chosen, target.serdes(), consumer, producer)) {
            if (json) {
                Reclassified done = lastBatch.awaitedAtExit(() -> reclassifier.run(now -> lastBatch.between()));
                context.out().println(json(done, job, begun));
                return 0;
            }
            Screen screen = context.screen();
            Reclassified done = lastBatch.awaitedAtExit(() -> reclassifier.run(now -> {
                screen.status(progress(now, begun));
                lastBatch.between();
            }));
            screen.clearStatus();
            report(screen, done, job, begun);
        } catch (KafkaException e) {
            throw new CommandFailed(
                    "interrupted by " + e.getMessage() + "; the same command again goes on where this was", e);
        }
        return 0;
    }

    private Model model(Cluster target) {
        Optional<ModelVersion> version = ModelLine.read(target).versions().stream()
                .filter(made -> made.getVersion().equals(model.name()))
                .findFirst();
        if (version.isPresent()) {
            return model.load(
                    model.name(),
                    CheckpointLoader.open(version.get().getUri(), version.get().getManifestSha256()));
        }
        Checkpoint checkpoint = model.open(context.home());
        String name = Path.of(model.name()).getFileName().toString();
        return model.load(checkpoint.manifest().map(Manifest::version).orElse(name), checkpoint);
    }

    private static String progress(Reclassified now, Instant begun) {
        long read = now.records() - now.left();
        double seconds = Math.max(0.001, Duration.between(begun, Instant.now()).toMillis() / 1e3);
        return String.format(
                Locale.ROOT,
                "%,d of %,d records, %,d classified, %.0f/s",
                read,
                now.records(),
                now.classified(),
                now.classified() / seconds);
    }

    private static String json(Reclassified done, ReclassifyJob job, Instant begun) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("topic", job.topic());
        object.put("into", job.into());
        object.put("modelVersion", job.modelVersion());
        object.put("classified", done.classified());
        object.put(
                "rejected",
                done.rejected().entrySet().stream()
                        .collect(Collectors.toMap(entry -> entry.getKey().text(), Map.Entry::getValue)));
        object.put("firstRejected", done.firstRejected().orElse(null));
        object.put("seconds", Duration.between(begun, Instant.now()).toMillis() / 1e3);
        return SentimentJson.write(object);
    }

    private static void report(Screen screen, Reclassified done, ReclassifyJob job, Instant begun) {
        screen.line(String.format(
                Locale.ROOT,
                "Classified %,d reviews of %s by %s into %s in %d s.",
                done.classified(),
                job.topic(),
                job.modelVersion(),
                job.into(),
                Duration.between(begun, Instant.now()).toSeconds()));
        done.firstRejected()
                .ifPresent(first -> screen.line("Passed over: "
                        + done.rejected().entrySet().stream()
                                .map(entry ->
                                        entry.getValue() + " " + entry.getKey().text())
                                .collect(Collectors.joining(", "))
                        + "; the first at " + first));
    }
}
