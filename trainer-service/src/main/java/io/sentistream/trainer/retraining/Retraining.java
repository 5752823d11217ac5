package io.sentistream.trainer.retraining;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.bert.checkpoint.Manifest;
import io.sentistream.schemas.NormalisedText;
import io.sentistream.schemas.QuarantineReason;
import io.sentistream.schemas.ServingModel;
import io.sentistream.trainer.annotation.CleanLabels;
import io.sentistream.trainer.annotation.SetAside;
import io.sentistream.trainer.annotation.Sifting;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.gate.GateConfig;
import io.sentistream.trainer.gate.Judgement;
import io.sentistream.trainer.replay.Mix;
import io.sentistream.trainer.replay.ReplayStore;
import io.sentistream.trainer.scan.Trial;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
        CleanLabels clean = workshop.clean(feedback, base, labels, began);
        Mix mix = Mix.of(
                clean.fresh(), clean.older(), base.rows(), workshop.config().replay(), mixSeed());
        if (mix.feedbackRows() == 0) {
            return new Outcome.Nothing(nothing(clean, mix), offsets, sifting(clean));
        }
        if (!clean.setAside().isEmpty()) {
            log.warn("{}: 'sentistream quarantine list' tells why", clean.summary());
        }
        log.info(
                "Learning from {} new and {} older feedback rows beside {} base rows, from {}",
                mix.fresh().size(),
                mix.older().size(),
                mix.base().size(),
                serving.getVersion());
        Learning learning = new Learning(workshop, new Examination.Model(serving.getVersion(), parent));
        workshop.trunk(parent);
        // Asked about what the candidate is judged on together with what it learns, the model is loaded once.
        learning.serving()
                .answers(
                        workshop,
                        Stream.concat(mix.train().stream(), mix.withheld().stream())
                                .toList());
        GateConfig gate = workshop.config().gate();
        if (!gate.letsLearnedJudge(mix.withheld().size())) {
            Learning.Learned learned = learning.from(mix.train(), mix.feedbackRows());
            return judged(base, clean, mix, learning, learned, Optional.empty());
        }
        CrossFitting crossFitting = new CrossFitting(learning, mix);
        Learning.Learned learned = crossFitting.learned(gate.folds());
        return judged(base, clean, mix, learning, learned, Optional.of(crossFitting));
    }

    private long mixSeed() {
        return workshop.config().adaptation().seed() + number;
    }

    private Optional<Sifting> sifting(CleanLabels clean) {
        return Optional.of(Sifting.of(feedback, clean));
    }

    private Set<NormalisedText> texts(Set<String> keys) {
        Set<NormalisedText> texts = new HashSet<>();
        feedback.all((row, learned) -> {
            if (keys.contains(row.key())) {
                texts.add(new NormalisedText(row.text()));
            }
        });
        return texts;
    }

    /** The rows with a phrase that seems to be planted and the label to which it turns answers; none that a person released. */
    private List<SetAside> planted(List<Trial> findings, CleanLabels clean, Labels labels, String version) {
        Set<String> known = new HashSet<>(feedback.released());
        clean.setAside().forEach(set -> known.add(set.row().key()));
        List<SetAside> planted = new ArrayList<>();
        feedback.all((row, learned) -> {
            if (!known.contains(row.key())) {
                findings.stream()
                        .filter(finding -> finding.standsIn(row.text())
                                && labels.nameOf(row.label()).equals(finding.label()))
                        .findFirst()
                        .ifPresent(finding -> planted.add(new SetAside(
                                row,
                                QuarantineReason.PLANTED_PHRASE,
                                "the phrase \"" + finding.phrase() + "\" may be planted: " + version
                                        + ", which learned it, calls base rows with it " + finding.label()
                                        + "; release it if the phrase is honest")));
            }
        });
        return planted;
    }

    private String nothing(CleanLabels clean, Mix mix) {
        return "none of the " + feedback.rows() + " labels can be learned from: "
                + (clean.setAside().isEmpty() ? "" : clean.summary() + ", as 'sentistream quarantine list' tells; ")
                + mix.withheld().size() + " texts are withheld for judging";
    }

    private Outcome judged(
            BaseRows.Split base,
            CleanLabels clean,
            Mix mix,
            Learning learning,
            Learning.Learned learned,
            Optional<CrossFitting> crossFitting)
            throws InterruptedException {
        String version = VersionName.of(number, learned.model());
        Examination examination =
                new Examination(workshop, learning.serving(), new Examination.Model(version, learned.model()));
        Judgement judgement = examination.judge(
                mix, crossFitting, texts(feedback.released()), base.rows().train(), workshop.judgedOn(base));

        Labels labels = new Labels(learned.model().config().labels());
        Map<String, Double> metrics = new TreeMap<>(examination.metrics());
        learned.report().addTo(metrics);
        metrics.put("feedback.new.rows", (double) mix.fresh().size());
        metrics.put("feedback.older.rows", (double) mix.older().size());
        metrics.put("base.rows", (double) mix.base().size());
        clean.addTo(metrics);
        metrics.put("seconds", Duration.between(began, Instant.now()).toMillis() / 1000.0);
        Map<String, String> training = new TreeMap<>(
                workshop.provenance(base, "base.", "withheld.", "adaptation.", "labels.", "replay.", "gate."));
        training.putAll(mix.digests());
        training.put("mix.seed", Long.toString(mixSeed()));
        Map<Integer, Long> learnedUpTo = new TreeMap<>();
        offsets.forEach((partition, offset) -> learnedUpTo.put(partition.partition(), offset));
        Manifest manifest = new Manifest(
                Manifest.FORMAT_VERSION,
                version,
                Optional.of(serving.getVersion()),
                Instant.now(),
                Map.of(),
                metrics,
                learning.serving()
                        .checkpoint()
                        .manifest()
                        .map(Manifest::temperature)
                        .orElse(1.0),
                training,
                learnedUpTo);
        Checkpoint candidate =
                judgement.passed() ? withReference(version, learned.model(), base, mix) : learned.model();
        String reason = clean.setAside().isEmpty()
                ? judgement.reason()
                : judgement.reason() + ". Of what was labelled, " + clean.summary();
        return new Outcome.Candidate(
                workshop.store(candidate, manifest, judgement.verdict(), reason),
                offsets,
                sifting(clean).map(sifting -> sifting.and(planted(examination.findings(), clean, labels, version))));
    }

    /** Of a candidate that was asked about these rows already; for one that was not, a reference would cost too much. */
    private Checkpoint withReference(String version, Checkpoint model, BaseRows.Split base, Mix mix)
            throws InterruptedException {
        // Withheld feedback is like what was learned too: what is learned is no drift any more.
        List<Example> rows = Stream.concat(workshop.judgedOn(base).stream(), mix.withheld().stream())
                .toList();
        return workshop.withReference(version, model, rows);
    }
}
