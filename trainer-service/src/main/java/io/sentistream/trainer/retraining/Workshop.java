package io.sentistream.trainer.retraining;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.bert.checkpoint.Manifest;
import io.sentistream.bert.checkpoint.ManifestJudgement;
import io.sentistream.bert.model.Models;
import io.sentistream.bert.network.Trunk;
import io.sentistream.schemas.FeedbackOffset;
import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Verdict;
import io.sentistream.trainer.TrainerConfig;
import io.sentistream.trainer.annotation.CleanLabels;
import io.sentistream.trainer.annotation.KnownTexts;
import io.sentistream.trainer.data.BaseData;
import io.sentistream.trainer.data.DataException;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.drift.References;
import io.sentistream.trainer.gate.Answers;
import io.sentistream.trainer.gate.Canaries;
import io.sentistream.trainer.replay.ReplayStore;
import io.sentistream.trainer.store.CheckpointStore;
import io.sentistream.trainer.store.Stored;
import io.sentistream.trainer.training.TrainingListener;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What trainings share: the base rows, read once, the models' answers, the store. Used by one thread. */
final class Workshop implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Workshop.class);

    private final TrainerConfig config;
    private final TrainingListener listener;
    private final CheckpointStore store;
    private final Models models;
    private final BaseData baseData;
    private final Answers answers;
    private BaseRows.Split baseRows;
    private Optional<Trunk> trunk = Optional.empty();

    Workshop(TrainerConfig config, CheckpointStore store, TrainingListener listener) {
        this.config = config;
        this.listener = listener;
        this.store = store;
        models = new Models(config.home().resolve("models"));
        baseData = new BaseData(config.home());
        answers = new Answers(config.judging());
    }

    TrainerConfig config() {
        return config;
    }

    TrainingListener listener() {
        return listener;
    }

    Models models() {
        return models;
    }

    Answers answers() {
        return answers;
    }

    /**
     * The layers of the serving model that stand still when it learns, if any do. Asked for first, it makes {@link #answers}
     * quicker too.
     */
    Optional<Trunk> trunk(Checkpoint serving) {
        int layers = config.adaptation()
                .optimizer()
                .inNetworkOf(serving.config().layers())
                .frozenLayers();
        if (trunk.isPresent() && !trunk.get().isOf(serving)) {
            trunk.get().close();
            trunk = Optional.empty();
        }
        if (trunk.isEmpty() && layers > 0 && layers < serving.config().layers()) {
            trunk = Optional.of(Trunk.of(serving, layers, config.adaptation().device()));
            trunk.ifPresent(answers::takeFrom);
        }
        return trunk;
    }

    /** The base rows; the labels of a line's models never change. */
    BaseRows.Split baseRows(Labels labels) {
        if (baseRows == null) {
            baseRows = config.base().read(baseData, labels);
            log.info(
                    "Base data {}: {} rows to train on, {} withheld",
                    baseRows.data().name(),
                    baseRows.rows().train().size(),
                    baseRows.rows().withheld().size());
        }
        return baseRows;
    }

    /** What these labels may teach beside the base data. */
    CleanLabels clean(ReplayStore.Snapshot feedback, BaseRows.Split base, Labels labels, Instant now) {
        List<Example> judgedOn = Stream.concat(base.rows().withheld().stream(), base.data().validation().stream())
                .toList();
        return CleanLabels.of(feedback, labels, KnownTexts.of(judgedOn, Canaries.of(labels)), config.annotation(), now);
    }

    /** The withheld base rows that candidates are judged on: spread over all of them, and the same each time. */
    List<Example> judgedOn(BaseRows.Split split) {
        List<Example> withheld = split.rows().withheld();
        int every = Math.max(1, withheld.size() / config.gate().baseRows());
        return IntStream.range(0, withheld.size())
                .filter(row -> row % every == 0)
                .mapToObj(withheld::get)
                .toList();
    }

    /** Has the model that serves answer the base rows that candidates are judged on, to be remembered. */
    void answerBaseRows(ServingModel serving) throws InterruptedException {
        Checkpoint checkpoint = Checkpoint.open(Path.of(serving.getUri()), serving.getManifestSha256());
        BaseRows.Split split = baseRows(new Labels(checkpoint.config().labels()));
        trunk(checkpoint);
        answers.of(serving.getVersion(), checkpoint, judgedOn(split));
    }

    /** The checkpoint with a reference, made on rows that it was not trained on. */
    Checkpoint withReference(String version, Checkpoint checkpoint, List<Example> rows) throws InterruptedException {
        return References.of(answers.embedded(version, checkpoint, rows))
                .map(checkpoint::withReference)
                .orElse(checkpoint);
    }

    /**
     * Checks that the withheld base rows were withheld from a model too.
     *
     * @throws DataException if it was trained on the same data beside other withheld rows
     */
    void checkWithheld(Manifest manifest, BaseRows.Split split) {
        String seed = manifest.training().get("withheld.seed");
        String rows = manifest.training().get("withheld.rows");
        if (seed == null
                || rows == null
                || !split.data().name().equals(manifest.training().get("data"))) {
            return;
        }
        if (!seed.equals(Integer.toString(config.base().withheldSeed()))
                || Integer.parseInt(rows) < config.base().withheldRows()) {
            throw new DataException(
                    manifest.version() + " was trained beside " + rows + " withheld rows of seed " + seed
                            + ", so it may have seen the rows it would be judged on; set withheld.rows=" + rows
                            + " and withheld.seed=" + seed);
        }
    }

    /** What the manifest says of the base data and, under names that begin with {@code config.}, of the settings. */
    Map<String, String> provenance(BaseRows.Split split, String... settings) {
        Map<String, String> provenance = new TreeMap<>(Map.of(
                "data", split.data().name(),
                "data.rows", Integer.toString(split.data().train().size()),
                "data.sha256", split.sha256(),
                "withheld.rows", Integer.toString(config.base().withheldRows()),
                "withheld.seed", Integer.toString(config.base().withheldSeed())));
        config.recorded().forEach((key, text) -> {
            if (Stream.of(settings).anyMatch(key::startsWith)) {
                provenance.put("config." + key, text);
            }
        });
        return provenance;
    }

    /** Writes a checkpoint into the store. What is returned is not announced yet. */
    ModelVersion store(Checkpoint checkpoint, Manifest manifest, Verdict verdict, String reason) {
        Manifest judged = manifest.judged(new ManifestJudgement(config.line(), verdict.name(), reason));
        Stored stored = store.write(checkpoint, judged, new VersionCard(manifest, reason).text());
        return ModelVersion.newBuilder()
                .setVersion(manifest.version())
                .setLine(config.line())
                .setParent(manifest.parent().orElse(null))
                .setUri(stored.directory().toString())
                .setManifestSha256(stored.digest().manifestSha256())
                .setSizeBytes(stored.digest().bytes())
                .setMetrics(manifest.metrics())
                .setTraining(manifest.training())
                .setVerdict(verdict)
                .setReason(reason)
                .setFeedbackOffsets(manifest.feedbackOffsets().entrySet().stream()
                        .map(offset -> new FeedbackOffset(offset.getKey(), offset.getValue()))
                        .toList())
                .setCreatedAt(manifest.createdAt())
                .build();
    }

    /** Releases what it remembers outside the heap. */
    @Override
    public void close() {
        trunk.ifPresent(Trunk::close);
        trunk = Optional.empty();
    }
}
