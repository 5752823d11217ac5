package io.sentistream.trainer.retraining;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.CheckpointException;
import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.bert.checkpoint.Manifest;
import io.sentistream.bert.checkpoint.Task;
import io.sentistream.schemas.Verdict;
import io.sentistream.trainer.data.DataException;
import io.sentistream.trainer.data.DataSet;
import io.sentistream.trainer.training.Trainer;
import io.sentistream.trainer.training.TrainingReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prepares the model that a line begins with: copies the configured one into the store, and fine-tunes it on the base
 * data before where it has no head yet.
 */
final class InitialModel implements Callable<Outcome> {
    private static final Logger log = LoggerFactory.getLogger(InitialModel.class);

    private final Workshop workshop;
    private final int number;
    private final Instant began = Instant.now();

    InitialModel(Workshop workshop, int number) {
        this.workshop = workshop;
        this.number = number;
    }

    @Override
    public Outcome call() throws InterruptedException {
        String name = workshop.config().initialModel();
        log.info("Nothing serves yet: preparing the initial model {}", name);
        Checkpoint found = Checkpoint.open(workshop.models().resolve(name));
        if (found.config().task() != Task.SINGLE) {
            throw new CheckpointException(name + " has a head for the task "
                    + found.config().task().name().toLowerCase(Locale.ROOT)
                    + ", but only classifiers of single texts serve; set initial.model to one, or to a base");
        }
        Optional<Manifest> made = found.manifest();
        Map<String, Double> metrics = new TreeMap<>(made.map(Manifest::metrics).orElse(Map.of()));
        Map<String, String> training =
                new TreeMap<>(made.map(Manifest::training).orElse(Map.of()));
        Checkpoint model = found.hasHead() ? found : fineTuned(found, metrics, training);
        String version = VersionName.of(number, model);
        metrics.put("seconds", Duration.between(began, Instant.now()).toMillis() / 1000.0);
        Manifest manifest = new Manifest(
                Manifest.FORMAT_VERSION,
                version,
                Optional.of(name),
                Instant.now(),
                Map.of(),
                metrics,
                made.map(Manifest::temperature).orElse(1.0),
                training,
                Map.of());
        String reason = found.hasHead() ? "the initial model " + name : name + ", fine-tuned on the base data";
        return new Outcome.Candidate(
                workshop.store(withReference(version, model), manifest, Verdict.INITIAL, reason),
                Map.of(),
                Optional.empty());
    }

    /** Where the base data are of other labels, or not to be had, the model serves without a reference. */
    private Checkpoint withReference(String version, Checkpoint model) throws InterruptedException {
        if (model.reference().isPresent()) {
            return model;
        }
        try {
            BaseRows.Split split = workshop.baseRows(new Labels(model.config().labels()));
            return workshop.withReference(version, model, workshop.judgedOn(split));
        } catch (DataException e) {
            log.warn(
                    "Drift will be told beside the first results of {}, not beside base rows: {}",
                    version,
                    e.getMessage());
            return model;
        }
    }

    private Checkpoint fineTuned(Checkpoint base, Map<String, Double> metrics, Map<String, String> training)
            throws InterruptedException {
        log.info(
                "{} has no head: fine-tuning it on the base data",
                workshop.config().initialModel());
        Checkpoint start = base.withNewHead(
                workshop.config().labels(), workshop.config().baseTraining().seed());
        BaseRows.Split split = workshop.baseRows(new Labels(start.config().labels()));
        DataSet data = new DataSet(
                split.data().name(), split.rows().train(), split.rows().withheld());
        TrainingReport report =
                Trainer.train(start, data, workshop.config().baseTraining(), Optional.empty(), workshop.listener());
        report.addTo(metrics);
        report.validation().addTo(metrics, "base.withheld");
        training.putAll(workshop.provenance(split, "base.", "withheld.", "training."));
        return report.best();
    }
}
