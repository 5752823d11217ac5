package io.sentistream.operations.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;

/**
 * Every metric of ours, with its labels, under Micrometer's names; {@code docs/metrics.md} has the names that Prometheus
 * gives them. What is counted of a record is counted again where its transaction was aborted and the record read again.
 */
public enum Metric {
    /** Polled reviews without a result. */
    CLASSIFY_QUEUE(
            Kind.GAUGE, "sentistream.classify.queue", "records", "reviews that were polled and have no result yet"),
    /** Texts of a micro-batch. */
    CLASSIFY_BATCH_RECORDS(
            Kind.SUMMARY, "sentistream.classify.batch.records", "", "texts of a micro-batch", Buckets.POWERS_OF_TWO),
    /** Tokens of a micro-batch. */
    CLASSIFY_BATCH_TOKENS(
            Kind.SUMMARY, "sentistream.classify.batch.tokens", "", "tokens of a micro-batch", Buckets.POWERS_OF_TWO),
    /** Time of the tokenizer. */
    CLASSIFY_TOKENIZATION(Kind.TIMER, "sentistream.classify.tokenization", "", "time to tokenize a text"),
    /** Time of the model. */
    CLASSIFY_INFERENCE(
            Kind.TIMER, "sentistream.classify.inference", "", "time of the model for a micro-batch", Buckets.SECONDS),
    /** Time from a review to its result. */
    CLASSIFY_LATENCY(
            Kind.TIMER,
            "sentistream.classify.latency",
            "",
            "from a review's timestamp to its result; readers of committed records see it at the next commit",
            Buckets.SECONDS),
    /** Models that were swapped in. */
    CLASSIFY_SWAP(
            Kind.TIMER,
            "sentistream.classify.swap",
            "",
            "models that were made ready to serve: the time to fetch, verify, load and warm up one"),
    /** Models that were refused. */
    CLASSIFY_REFUSED_MODELS(
            Kind.COUNTER,
            "sentistream.classify.refused.models",
            "",
            "announced models that were refused: checkpoint (not there, not as announced, or it can't classify), memory, "
                    + "native (a library doesn't load) or other",
            "reason"),
    /** Reviews that became dead letters. */
    CLASSIFY_DEAD_LETTERS(
            Kind.COUNTER,
            "sentistream.classify.dead.letters",
            "",
            "reviews that became dead letters; the reasons are those of the letters' header",
            "reason"),
    /** The version that classifies. */
    CLASSIFY_SERVING(
            Kind.GAUGE, "sentistream.classify.serving", "", "1 for the version that this process serves", "version"),

    /** The candidate in the shadow. */
    SHADOW_RUNNING(
            Kind.GAUGE,
            "sentistream.classify.shadow.running",
            "",
            "1 for the version that this process ran last in the shadow of the one that serves",
            "version"),
    /** Reviews that both models answered. */
    SHADOW_ANSWERS(
            Kind.COUNTER,
            "sentistream.classify.shadow.answers",
            "",
            "reviews that a shadow answered beside the serving model: with the same label or with an other",
            "version",
            "answer"),
    /** By how much the two differ. */
    SHADOW_SHIFT(
            Kind.SUMMARY,
            "sentistream.classify.shadow.shift",
            "",
            "by how much the score of the serving model's label is another to the shadow, from 0 to 1"),
    /** Reviews that the shadow failed on. */
    SHADOW_FAILURES(
            Kind.COUNTER,
            "sentistream.classify.shadow.failures",
            "",
            "reviews of a shadow's share that it has no answer to, as it failed or its result could not be written",
            "version"),
    /** Time of the shadow. */
    SHADOW_INFERENCE(
            Kind.TIMER,
            "sentistream.classify.shadow.inference",
            "",
            "time of the shadow for a micro-batch, for which the next reviews wait",
            Buckets.SECONDS),
    /** Shadows that were refused. */
    SHADOW_REFUSED(
            Kind.COUNTER,
            "sentistream.classify.shadow.refused",
            "",
            "announced shadows that were refused, as they could not be loaded; the log says why"),

    /** Feedback that became dead letters. */
    LABEL_DEAD_LETTERS(
            Kind.COUNTER,
            "sentistream.label.dead.letters",
            "",
            "feedback that became dead letters; the reasons are those of the letters' header",
            "reason"),
    /** Answers that people judged. */
    LABEL_JUDGED(
            Kind.COUNTER,
            "sentistream.label.judged",
            "",
            "answers of a version that a label has judged since: right or wrong; their ratio is the live accuracy",
            "version",
            "answer"),

    /** Trainings. */
    TRAINER_TRAINING(
            Kind.TIMER,
            "sentistream.trainer.training",
            "",
            "trainings, with the time of each, the making of the first model too: candidate, nothing (no row to learn from) or "
                    + "failed",
            "outcome"),
    /** The loss of the training at hand. */
    TRAINER_LOSS(
            Kind.GAUGE,
            "sentistream.trainer.loss",
            "nats",
            "the loss of the training at hand, or the last one, over about 50 steps"),
    /** Judged candidates. */
    TRAINER_CANDIDATES(
            Kind.COUNTER,
            "sentistream.trainer.candidates",
            "",
            "announced candidates: initial, promoted, refused, undecided or failed",
            "verdict"),
    /** Feedback to learn from. */
    TRAINER_FRESH(
            Kind.GAUGE, "sentistream.trainer.fresh", "rows", "feedback rows that no training has learned from yet"),
    /** Labels that are set aside. */
    TRAINER_QUARANTINE(
            Kind.GAUGE,
            "sentistream.trainer.quarantine",
            "rows",
            "labels that are set aside and not released: unreadable, validation, canary, unreliable annotator, annotator cap, "
                    + "source cap, outvoted or contradictory",
            "reason"),
    /** How the last candidate did beside what served. */
    TRAINER_GATE_DELTA(
            Kind.GAUGE,
            "sentistream.trainer.gate.delta",
            "",
            "the accuracy of the last candidate that came so far less that of the model that served, on withheld rows: base or feedback",
            "rows"),
    /** Labels that count in the probation at hand. */
    TRAINER_PROBATION_LABELS(
            Kind.GAUGE,
            "sentistream.trainer.probation.labels",
            "",
            "labels that count in the probation of the version that serves; 0 where none runs"),
    /** How the version on probation does beside the one before. */
    TRAINER_PROBATION_DELTA(
            Kind.GAUGE,
            "sentistream.trainer.probation.delta",
            "",
            "the accuracy of the version on probation less that of the one before, on what was labelled since it was promoted"),
    /** Evidence that the version on probation loses. */
    TRAINER_PROBATION_EVIDENCE(
            Kind.GAUGE,
            "sentistream.trainer.probation.evidence",
            "",
            "the evidence that the version on probation loses more than probation.margin: at 1 / probation.level, with labels "
                    + "and annotators enough, it is rolled back"),
    /** Probations that are over. */
    TRAINER_PROBATIONS(
            Kind.COUNTER,
            "sentistream.trainer.probations",
            "",
            "probations that are over: kept, rolled back, or ended by a pin or a change of what serves",
            "outcome"),
    /** Changes that were noticed. */
    TRAINER_DRIFT(
            Kind.COUNTER,
            "sentistream.trainer.drift",
            "",
            "changes that were noticed: of the results' confidence, the texts' length, unknown_rate (pieces that the vocabulary "
                    + "doesn't have) or distance from what the model learned from, or of the accuracy that people see",
            "what"),
    /** Reviews that people are asked about. */
    TRAINER_LABEL_REQUESTS(
            Kind.GAUGE,
            "sentistream.trainer.label.requests",
            "reviews",
            "reviews whose labels are asked for and not given yet"),
    /** The version that the line announces. */
    TRAINER_SERVING(
            Kind.GAUGE, "sentistream.trainer.serving", "", "1 for the version that is announced to serve", "version");

    /** What is kept of the numbers. */
    public enum Kind {
        /** How often. */
        COUNTER,
        /** How much now. */
        GAUGE,
        /** How often, how long in all, and the longest of the last minutes. */
        TIMER,
        /** How often, how much in all, and the most of the last minutes. */
        SUMMARY
    }

    /** The upper bounds of histograms. */
    private enum Buckets {
        NONE,
        SECONDS,
        POWERS_OF_TWO;

        double[] bounds() {
            return switch (this) {
                case NONE -> new double[0];
                case SECONDS ->
                    new double[] {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60};
                case POWERS_OF_TWO ->
                    DoubleStream.iterate(1, bound -> 2 * bound).limit(17).toArray();
            };
        }
    }

    private static final String BETWEEN = ",";

    private final Kind kind;
    private final String plainName;
    private final String unit;
    private final String meaning;
    private final Buckets buckets;
    private final String labels;

    Metric(Kind kind, String plainName, String unit, String meaning, String... labels) {
        this(kind, plainName, unit, meaning, Buckets.NONE, labels);
    }

    Metric(Kind kind, String plainName, String unit, String meaning, Buckets buckets, String... labels) {
        this.kind = kind;
        this.plainName = plainName;
        this.unit = unit;
        this.meaning = meaning;
        this.buckets = buckets;
        this.labels = String.join(BETWEEN, labels);
    }

    /** What is kept of the numbers. */
    public Kind kind() {
        return kind;
    }

    /** Micrometer's name, such as {@code sentistream.classify.queue}. */
    public String plainName() {
        return plainName;
    }

    /** What is counted, or empty; times are in seconds. */
    public String unit() {
        return unit;
    }

    /** What the number says, in one line. */
    public String meaning() {
        return meaning;
    }

    /** The names of its labels. */
    public List<String> labels() {
        return labels.isEmpty() ? List.of() : List.of(labels.split(BETWEEN));
    }

    /** The counter with these values of its labels, in their order; it is in the registry from now on. */
    public Counter counter(MeterRegistry meters, String... values) {
        return Counter.builder(plainName)
                .description(meaning)
                .tags(tags(values))
                .register(meters);
    }

    /** The timer with these values of its labels. */
    public Timer timer(MeterRegistry meters, String... values) {
        Duration[] bounds = Arrays.stream(buckets.bounds())
                .mapToObj(seconds -> Duration.ofNanos(Math.round(1e9 * seconds)))
                .toArray(Duration[]::new);
        return Timer.builder(plainName)
                .description(meaning)
                .tags(tags(values))
                .serviceLevelObjectives(bounds)
                .register(meters);
    }

    /** The summary. */
    public DistributionSummary summary(MeterRegistry meters) {
        return DistributionSummary.builder(plainName)
                .description(meaning)
                .serviceLevelObjectives(buckets.bounds())
                .register(meters);
    }

    /** Shows a number under these values of its labels, as it is when it is asked for. */
    public void gauge(MeterRegistry meters, Supplier<Number> number, String... values) {
        Gauge.builder(plainName, number)
                .description(meaning)
                .baseUnit(unit.isEmpty() ? null : unit)
                .tags(tags(values))
                .register(meters);
    }

    /** A gauge that is 1 under one value of its label, the last one given. */
    public Consumer<String> current(MeterRegistry meters) {
        MultiGauge gauge = MultiGauge.builder(plainName).description(meaning).register(meters);
        return value -> gauge.register(List.of(MultiGauge.Row.of(tags(value), 1)), true);
    }

    private Tags tags(String... values) {
        List<String> names = labels();
        if (values.length != names.size()) {
            throw new IllegalArgumentException(this + " has the labels " + names + ", not " + values.length);
        }
        List<Tag> tags = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            tags.add(Tag.of(names.get(i), values[i]));
        }
        return Tags.of(tags);
    }
}
