package io.sentistream.trainer.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.sentistream.operations.metrics.Metric;
import io.sentistream.schemas.Drifting;
import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.ProbationState;
import io.sentistream.schemas.QuarantineReason;
import io.sentistream.schemas.QuarantinedLabel;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Verdict;
import io.sentistream.trainer.probation.Standing;
import io.sentistream.trainer.retraining.Outcome;
import io.sentistream.trainer.training.TrainingListener;
import io.sentistream.trainer.training.TrainingProgress;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Producer;

/** What the trainer measures. Safe for use by several threads. */
public final class TrainerMetrics implements TrainingListener {
    private static final List<String> JUDGED_ON = List.of("base", "feedback");
    private static final String ACCURACY = ".withheld.accuracy";

    private final MeterRegistry meters;
    private final Map<String, Timer> trainings = new TreeMap<>();
    private final Map<Verdict, Counter> candidates = new EnumMap<>(Verdict.class);
    private final Map<String, Double> deltas = new ConcurrentHashMap<>();
    private final Map<QuarantineReason, Long> quarantined = new ConcurrentHashMap<>();
    private final Consumer<String> serving;
    private final Map<ProbationState, Counter> probations = new EnumMap<>(ProbationState.class);
    private volatile Optional<Standing> standing = Optional.empty();
    private final Map<Drifting, Counter> drifts = new EnumMap<>(Drifting.class);
    private volatile int labelRequests;
    private volatile double loss = Double.NaN;
    private volatile long fresh;

    /** Shows its numbers in this registry. */
    public TrainerMetrics(MeterRegistry meters) {
        this.meters = meters;
        for (String outcome : new String[] {"candidate", "nothing", "failed"}) {
            trainings.put(outcome, Metric.TRAINER_TRAINING.timer(meters, outcome));
        }
        for (Verdict verdict : Verdict.values()) {
            if (verdict != Verdict.UNKNOWN) {
                candidates.put(verdict, Metric.TRAINER_CANDIDATES.counter(meters, text(verdict)));
            }
        }
        for (String rows : JUDGED_ON) {
            Metric.TRAINER_GATE_DELTA.gauge(meters, () -> deltas.getOrDefault(rows, Double.NaN), rows);
        }
        for (Drifting what : Drifting.values()) {
            if (what != Drifting.UNKNOWN) {
                drifts.put(
                        what, Metric.TRAINER_DRIFT.counter(meters, what.name().toLowerCase(Locale.ROOT)));
            }
        }
        Metric.TRAINER_LABEL_REQUESTS.gauge(meters, () -> labelRequests);
        Metric.TRAINER_LOSS.gauge(meters, () -> loss);
        Metric.TRAINER_FRESH.gauge(meters, () -> fresh);
        for (ProbationState state : List.of(ProbationState.KEPT, ProbationState.ROLLED_BACK, ProbationState.ENDED)) {
            probations.put(state, Metric.TRAINER_PROBATIONS.counter(meters, text(state)));
        }
        Metric.TRAINER_PROBATION_LABELS.gauge(
                meters, () -> standing.map(Standing::counted).orElse(0));
        Metric.TRAINER_PROBATION_DELTA.gauge(
                meters, () -> standing.map(now -> now.compared().difference()).orElse(Double.NaN));
        Metric.TRAINER_PROBATION_EVIDENCE.gauge(
                meters, () -> standing.map(Standing::evidence).orElse(Double.NaN));
        for (QuarantineReason reason : QuarantineReason.values()) {
            if (reason != QuarantineReason.UNKNOWN) {
                Metric.TRAINER_QUARANTINE.gauge(meters, () -> quarantined.getOrDefault(reason, 0L), text(reason));
            }
        }
        serving = Metric.TRAINER_SERVING.current(meters);
    }

    /** Shows the metrics of a consumer until what is returned is closed. */
    public KafkaClientMetrics show(org.apache.kafka.clients.consumer.Consumer<?, ?> consumer) {
        return shown(new KafkaClientMetrics(consumer, application()));
    }

    /** Shows the metrics of a producer until what is returned is closed. */
    public KafkaClientMetrics show(Producer<?, ?> producer) {
        return shown(new KafkaClientMetrics(producer, application()));
    }

    /** A training, or the preparation of the first model, came to its end. */
    public void trained(Outcome outcome, Duration took) {
        String name = outcome instanceof Outcome.Candidate
                ? "candidate"
                : outcome instanceof Outcome.Nothing ? "nothing" : "failed";
        trainings.get(name).record(took);
    }

    /** A version is announced with its verdict. */
    public void announced(ModelVersion version) {
        candidates.get(version.getVerdict()).increment();
        for (String rows : JUDGED_ON) {
            Double candidate = version.getMetrics().get(rows + ACCURACY);
            Double before = version.getMetrics().get("serving." + rows + ACCURACY);
            if (candidate != null && before != null) {
                deltas.put(rows, candidate - before);
            }
        }
    }

    /** A probation stands so; none where none runs. */
    public void probation(Optional<Standing> now) {
        standing = now;
    }

    /** A version is announced with what is new about its probation, if it is or was on one. */
    public void probation(ModelVersion version) {
        if (version.getProbation() != null
                && probations.containsKey(version.getProbation().getState())) {
            probations.get(version.getProbation().getState()).increment();
        }
    }

    /** This model is announced to serve. */
    public void serving(ServingModel model) {
        serving.accept(model.getVersion());
    }

    /** So many feedback rows are new now. */
    public void fresh(long rows) {
        fresh = rows;
    }

    /** A change was noticed. */
    public void drifted(Drifting what) {
        drifts.get(what).increment();
    }

    /** So many reviews are asked for now. */
    public void labelRequests(int open) {
        labelRequests = open;
    }

    /** These labels are in quarantine now; released ones are not counted. */
    public void quarantined(Collection<QuarantinedLabel> labels) {
        Map<QuarantineReason, Long> counts = labels.stream()
                .filter(label -> label.getReleasedBy() == null)
                .collect(Collectors.groupingBy(QuarantinedLabel::getReason, Collectors.counting()));
        for (QuarantineReason reason : QuarantineReason.values()) {
            quarantined.put(reason, counts.getOrDefault(reason, 0L));
        }
    }

    @Override
    public void stepped(TrainingProgress progress) {
        loss = progress.smoothedLoss();
    }

    private KafkaClientMetrics shown(KafkaClientMetrics metrics) {
        metrics.bindTo(meters);
        return metrics;
    }

    private static Tags application() {
        return Tags.of("application", "trainer");
    }

    private static String text(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
