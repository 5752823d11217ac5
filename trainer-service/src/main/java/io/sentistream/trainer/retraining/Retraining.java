package io.sentistream.trainer.retraining;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.Interpolation;
import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.bert.checkpoint.Manifest;
import io.sentistream.bert.inference.Classification;
import io.sentistream.schemas.ServingModel;
import io.sentistream.trainer.data.DataSet;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.gate.Judgement;
import io.sentistream.trainer.replay.CorrectedAnswers;
import io.sentistream.trainer.replay.Mix;
import io.sentistream.trainer.replay.ReplayStore;
import io.sentistream.trainer.training.Teaching;
import io.sentistream.trainer.training.Trainer;
import io.sentistream.trainer.training.TrainingReport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Learns from feedback: trains the serving model on a mix, judges what came of it, and keeps it in the store. */
final class Retraining implements Callable<Outcome> {
    private static final Logger log = LoggerFactory.getLogger(Retraining.class);

    private final Workshop workshop;
    private final int number;
    private final ServingModel serving;
    private final ReplayStore.Snapshot feedback;
    private final Map<TopicPartition, Long> offsets;
    private final Instant began = Instant.now();

    Retraining(
            Workshop workshop,
            int number,
            ServingModel serving,
            ReplayStore.Snapshot feedback,
            Map<TopicPartition, Long> offsets) {
        this.workshop = workshop;
        this.number = number;
        this.serving = serving;
        this.feedback = feedback;
        this.offsets = Map.copyOf(offsets);
    }

    @Override
    public Outcome call() throws InterruptedException {
        Checkpoint parent = Checkpoint.open(Path.of(serving.getUri()), serving.getManifestSha256());
        Labels labels = new Labels(parent.config().labels());
        BaseRows.Split base = workshop.baseRows(labels);
        parent.manifest().ifPresent(manifest -> workshop.checkWithheld(manifest, base));
        Mix mix = Mix.of(feedback, base.rows(), labels, workshop.config().replay(), mixSeed());
        if (mix.feedbackRows() == 0) {
            return new Outcome.Nothing(
                    "none of the " + (feedback.fresh().size() + feedback.older().size())
                            + " feedback rows can be learned from: they are withheld for judging or were set aside",
                    offsets);
        }
        log.info(
                "Learning from {} new and {} older feedback rows beside {} base rows, from {}",
                mix.fresh().size(),
                mix.older().size(),
                mix.base().size(),
                serving.getVersion());
        TrainingReport report = Trainer.train(
                parent,
                // Nothing is chosen by the rows that it is judged on: what there is after the last step is the
                // candidate.
                new DataSet("feedback", mix.train(), List.of()),
                taught(parent, mix),
                workshop.config().adaptation(),
                Optional.empty(),
                workshop.listener());
        Checkpoint candidate = Interpolation.between(
                parent, report.best(), workshop.config().replay().partOfTheWay(mix.feedbackRows()));
        return judged(parent, base, mix, report, candidate);
    }

    private long mixSeed() {
        return workshop.config().adaptation().seed() + number;
    }

    /** What the serving model says of the rows to train on. It is asked about the feedback to judge on too, while loaded. */
    private Optional<Teaching> taught(Checkpoint parent, Mix mix) throws InterruptedException {
        double weight = workshop.config().replay().servingWeight();
        if (weight == 0) {
            return Optional.empty();
        }
        List<Example> rows = mix.train();
        List<Example> all = new ArrayList<>(rows);
        all.addAll(mix.withheld());
        List<Classification> answers = workshop.answers().of(serving.getVersion(), parent, all);
        return Optional.of(CorrectedAnswers.of(answers.subList(0, rows.size()), rows, weight));
    }

    private Outcome judged(Checkpoint parent, BaseRows.Split base, Mix mix, TrainingReport report, Checkpoint candidate)
            throws InterruptedException {
        String version = VersionName.of(number, candidate);
        Examination examination = new Examination(
                workshop,
                new Examination.Model(serving.getVersion(), parent),
                new Examination.Model(version, candidate));
        Judgement judgement = examination.judge(mix.withheld(), workshop.judgedOn(base));

        Map<String, Double> metrics = new TreeMap<>(examination.metrics());
        report.addTo(metrics);
        metrics.put("feedback.new.rows", (double) mix.fresh().size());
        metrics.put("feedback.older.rows", (double) mix.older().size());
        metrics.put("base.rows", (double) mix.base().size());
        metrics.put("seconds", Duration.between(began, Instant.now()).toMillis() / 1000.0);
        Map<String, String> training =
                new TreeMap<>(workshop.provenance(base, "base.", "withheld.", "adaptation.", "replay.", "gate."));
        training.putAll(mix.digests());
        training.put("mix.seed", Long.toString(mixSeed()));
        Map<Integer, Long> learned = new TreeMap<>();
        offsets.forEach((partition, offset) -> learned.put(partition.partition(), offset));
        Manifest manifest = new Manifest(
                Manifest.FORMAT_VERSION,
                version,
                Optional.of(serving.getVersion()),
                Instant.now(),
                Map.of(),
                metrics,
                parent.manifest().map(Manifest::temperature).orElse(1.0),
                training,
                learned);
        return new Outcome.Candidate(
                workshop.store(candidate, manifest, judgement.verdict(), judgement.reason()), offsets);
    }
}
