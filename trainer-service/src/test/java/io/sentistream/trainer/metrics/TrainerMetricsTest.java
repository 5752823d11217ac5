package io.sentistream.trainer.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sentistream.operations.metrics.Metric;
import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.Probation;
import io.sentistream.schemas.ProbationState;
import io.sentistream.schemas.ServingChange;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Verdict;
import io.sentistream.trainer.gate.Paired;
import io.sentistream.trainer.probation.Standing;
import io.sentistream.trainer.retraining.Outcome;
import io.sentistream.trainer.training.TrainingProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TrainerMetricsTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final TrainerMetrics metrics = new TrainerMetrics(meters);

    @Test
    void aCandidateIsCountedByItsVerdictAndComparedWithWhatServed() {
        metrics.announced(version(
                Verdict.REFUSED,
                Map.of(
                        "base.withheld.accuracy", 0.85,
                        "serving.base.withheld.accuracy", 0.9,
                        "feedback.withheld.accuracy", 0.8,
                        "serving.feedback.withheld.accuracy", 0.6)));
        metrics.announced(version(Verdict.FAILED, Map.of()));

        assertThat(Metric.TRAINER_CANDIDATES.counter(meters, "refused").count()).isEqualTo(1);
        assertThat(Metric.TRAINER_CANDIDATES.counter(meters, "failed").count()).isEqualTo(1);
        assertThat(Metric.TRAINER_CANDIDATES.counter(meters, "promoted").count())
                .isZero();
        assertThat(delta("base")).isCloseTo(-0.05, within(1e-9));
        assertThat(delta("feedback")).isCloseTo(0.2, within(1e-9));
    }

    @Test
    void trainingsAreTimedByTheirOutcomeAndTheLossIsThatOfTheLastStep() {
        metrics.trained(new Outcome.Nothing("no row", Map.of(), Optional.empty()), Duration.ofSeconds(2));
        metrics.trained(new Outcome.Failed(version(Verdict.FAILED, Map.of())), Duration.ofSeconds(3));
        metrics.stepped(new TrainingProgress(1, 2, 0.5, 0.7, 0.6, 1, 1e-5, 10, Duration.ZERO));
        metrics.fresh(17);
        metrics.serving(new ServingModel(
                "v3",
                "none",
                "none",
                false,
                null,
                "gate",
                "",
                Instant.EPOCH,
                ServingChange.UNKNOWN,
                null,
                null,
                1d,
                null,
                null));

        assertThat(Metric.TRAINER_TRAINING.timer(meters, "nothing").totalTime(TimeUnit.SECONDS))
                .isEqualTo(2);
        assertThat(Metric.TRAINER_TRAINING.timer(meters, "failed").count()).isEqualTo(1);
        assertThat(Metric.TRAINER_TRAINING.timer(meters, "candidate").count()).isZero();
        assertThat(gauge(Metric.TRAINER_LOSS)).isEqualTo(0.6);
        assertThat(gauge(Metric.TRAINER_FRESH)).isEqualTo(17);
        assertThat(meters.get(Metric.TRAINER_SERVING.plainName())
                        .tag("version", "v3")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    @Test
    void aProbationIsShownWhileItRunsAndCountedByItsOutcome() {
        metrics.probation(Optional.of(new Standing(null, new Paired(80, 5, 10, 5), 7, 0, 0, 90, 3.5)));

        assertThat(gauge(Metric.TRAINER_PROBATION_LABELS)).isEqualTo(90);
        assertThat(gauge(Metric.TRAINER_PROBATION_DELTA)).isCloseTo(-0.05, within(1e-9));
        assertThat(gauge(Metric.TRAINER_PROBATION_EVIDENCE)).isEqualTo(3.5);

        metrics.probation(Optional.<Standing>empty());
        for (ProbationState state : List.of(ProbationState.RUNNING, ProbationState.ROLLED_BACK)) {
            ModelVersion version = version(Verdict.PROMOTED, Map.of());
            version.setProbation(Probation.newBuilder()
                    .setState(state)
                    .setAgainst("v1")
                    .setEnds(Instant.EPOCH)
                    .build());
            metrics.probation(version);
        }
        metrics.probation(version(Verdict.PROMOTED, Map.of()));

        assertThat(gauge(Metric.TRAINER_PROBATION_LABELS)).isZero();
        assertThat(gauge(Metric.TRAINER_PROBATION_EVIDENCE)).isNaN();
        assertThat(Metric.TRAINER_PROBATIONS.counter(meters, "rolled back").count())
                .isEqualTo(1);
        assertThat(Metric.TRAINER_PROBATIONS.counter(meters, "kept").count()).isZero();
    }

    private double delta(String rows) {
        return meters.get(Metric.TRAINER_GATE_DELTA.plainName())
                .tag("rows", rows)
                .gauge()
                .value();
    }

    private double gauge(Metric metric) {
        return meters.get(metric.plainName()).gauge().value();
    }

    private static ModelVersion version(Verdict verdict, Map<String, Double> numbers) {
        return ModelVersion.newBuilder()
                .setVersion("v2")
                .setLine("default")
                .setUri("")
                .setManifestSha256("")
                .setMetrics(numbers)
                .setVerdict(verdict)
                .setReason("")
                .setCreatedAt(Instant.EPOCH)
                .build();
    }
}
