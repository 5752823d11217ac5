package io.sentistream.trainer.control;

import io.sentistream.schemas.Command;
import io.sentistream.schemas.LabelledReview;
import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.QuarantinedLabel;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Shadow;
import io.sentistream.schemas.Topic;
import io.sentistream.trainer.TrainerConfig;
import io.sentistream.trainer.metrics.TrainerMetrics;
import io.sentistream.trainer.replay.FeedbackRow;
import io.sentistream.trainer.replay.ReplayStore;
import io.sentistream.trainer.retraining.Outcome;
import io.sentistream.trainer.retraining.TrainingThread;
import io.sentistream.trainer.store.CheckpointStore;
import io.sentistream.trainer.store.Retention;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The controller between two failures of Kafka or the registry: what it knows is read from the topics when it begins,
 * and changes only with what it announces. Used by one thread.
 */
final class Session implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Session.class);
    private static final Duration POLL = Duration.ofMillis(200);
    /** While an answer is waited for that may decide what serves. */
    private static final Duration SHORT_POLL = Duration.ofMillis(10);

    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private final TrainerConfig config;
    private final CheckpointStore checkpoints;
    private final TrainingThread training;
    private final Trigger trigger;
    private final TrainerMetrics metrics;
    private final String labelled;
    private final Announcer announcer;
    private final Consumer<byte[], byte[]> consumer;
    private final Decoder<LabelledReview> reviews;
    private final Decoder<Command> commands;
    private final List<TopicPartition> feedback;
    private final List<TopicPartition> requests;
    /** Up to where feedback is to be read before a training begins. */
    private final Map<TopicPartition, Long> unread;

    private final ReplayStore rows = new ReplayStore();
    private final ProbationWatch probation;
    private final ShadowRuns shadows;
    private final Quarantine quarantine;
    private boolean quarantineTouched = true;
    private boolean caughtUp;
    /** The request for a training that is to begin, and that for the one that goes on, in words. */
    private Optional<String> trainingAsked = Optional.empty();

    private Optional<String> trainingFor = Optional.empty();
    private LineState line;
    private long announcedNanos = System.nanoTime();

    /**
     * Begins to read feedback and commands.
     *
     * @param line what the topics say of the line, read after the announcer had fenced the trainer before
     * @param setAside what they say of its quarantine, by key on {@code labelled}
     * @param source is closed with the session
     */
    Session(
            TrainerConfig config,
            LineState line,
            Map<String, QuarantinedLabel> setAside,
            Announcer announcer,
            Source source,
            CheckpointStore checkpoints,
            TrainingThread training,
            Trigger trigger,
            TrainerMetrics metrics) {
        this.config = config;
        this.line = line;
        this.announcer = announcer;
        this.checkpoints = checkpoints;
        this.training = training;
        this.trigger = trigger;
        shadows = new ShadowRuns(config.shadow());
        this.metrics = metrics;
        line.serving().ifPresent(metrics::serving);
        setAside.forEach(rows::quarantine);
        quarantine = new Quarantine(config.line(), rows);
        metrics.quarantined(rows.quarantine().values());
        consumer = source.consumer();
        reviews = source.reviews();
        commands = source.commands();
        labelled = config.connection().topics().name(Topic.LABELLED);
        feedback = Partitions.of(consumer, List.of(labelled));
        requests = Partitions.of(consumer, List.of(config.connection().topics().name(Topic.COMMANDS)));
        unread = assign();
        probation = new ProbationWatch(config, checkpoints, metrics);
        log.info(
                "The line {} is served by {}, with {} versions known",
                config.line(),
                line.serving().map(ServingModel::getVersion).orElse("nothing yet"),
                line.versions().size());
    }

    /** Feedback is read from the beginning; commands from where they were left, once the feedback is read. */
    private Map<TopicPartition, Long> assign() {
        List<TopicPartition> all = new ArrayList<>(feedback);
        all.addAll(requests);
        consumer.assign(all);
        consumer.seekToBeginning(all);
        Map<TopicPartition, Long> learned = new HashMap<>();
        consumer.committed(new HashSet<>(all)).forEach((partition, committed) -> {
            if (committed != null && requests.contains(partition)) {
                consumer.seek(partition, new OffsetAndMetadata(committed.offset()));
            } else if (committed != null) {
                learned.put(partition, committed.offset());
            }
        });
        rows.learned(learned);
        consumer.pause(requests);
        return new HashMap<>(consumer.endOffsets(feedback));
    }

    /**
     * Reads what has come, and does what is due. Where there is nothing to announce it commits the commands' offsets now
     * and then, so as to notice that another trainer took the line over.
     */
    void turn() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(probation.isWaiting() ? SHORT_POLL : POLL)) {
            if (record.topic().equals(labelled)) {
                take(record);
            } else {
                obey(record);
            }
        }
        if (!caughtUp) {
            unread.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
            caughtUp = unread.isEmpty();
            if (caughtUp) {
                consumer.resume(requests);
            }
        }
        probation.follow(line, rows);
        probation.rollBack(line, caughtUp).ifPresent(this::rollBack);
        if (caughtUp && quarantineTouched) {
            quarantineTouched = false;
            Map<String, Optional<QuarantinedLabel>> gone = quarantine.gone();
            if (!gone.isEmpty()) {
                announce(List.of(), Optional.empty(), gone, Map.of());
            }
        }
        shadows.overdue(line, Instant.now()).ifPresent(ended -> announceShadow(ended, Map.of()));
        metrics.fresh(rows.freshRows());
        training.outcome().ifPresent(this::announce);
        if (!training.isBusy()) {
            if (line.serving().isEmpty()) {
                if (!trigger.isHolding()) {
                    training.prepareInitialModel(line.nextNumber());
                }
            } else if (caughtUp && (trainingAsked.isPresent() || trigger.isDue(rows.freshRows()))) {
                retrain();
            } else {
                training.prepareFor(line.serving().get());
            }
        }
        Optional<ModelVersion> kept = caughtUp ? probation.kept(line) : Optional.empty();
        if (kept.isPresent() || System.nanoTime() - announcedNanos > HEARTBEAT.toNanos()) {
            announce(kept.or(() -> probation.news(line)).stream().toList(), Optional.empty(), positions(requests));
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            log.warn("The feedback in {} at {} has no key and is set aside", record.topic(), record.offset());
            return;
        }
        String key = new String(record.key(), StandardCharsets.UTF_8);
        quarantineTouched |= rows.quarantine().containsKey(key);
        if (record.value() == null) {
            rows.withdraw(key);
            probation.withdraw(key);
        } else {
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            reviews.read(record)
                    .map(review -> FeedbackRow.of(key, review, partition, record.offset()))
                    .ifPresent(row -> {
                        rows.put(row);
                        probation.take(row);
                    });
        }
    }

    private void obey(ConsumerRecord<byte[], byte[]> record) {
        Map<TopicPartition, Long> next =
                Map.of(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
        String addressed = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        Optional<Command> read = addressed.equals(config.line()) ? commands.read(record) : Optional.empty();
        if (read.isEmpty()) {
            return;
        }
        Command command = read.get();
        Decision decision =
                new CommandRules(line, checkpoints, shadows, rows.quarantine(), whyNoTraining()).decide(command);
        String told = command.getAction() + " by " + command.getRequestedBy() + " (command " + command.getId() + ")";
        if (decision instanceof Decision.Serve serve) {
            announce(List.of(), Optional.of(serve.model()), next);
            log.info(
                    "{}: {} serves{}",
                    told,
                    serve.model().getVersion(),
                    serve.model().getPinned() ? ", pinned" : "");
        } else if (decision instanceof Decision.Release release) {
            announce(List.of(), Optional.empty(), quarantine.released(release.keys(), command, Instant.now()), next);
            log.info(
                    "{}: {} labels are learned with the next training",
                    told,
                    release.keys().size());
        } else if (decision instanceof Decision.Shade shade) {
            announceShadow(shade.shadow(), next);
        } else if (decision instanceof Decision.Refuse refuse) {
            log.warn("{} is refused: {}", told, refuse.reason());
            refuse(told, refuse.reason(), Map.of(), next);
        } else {
            log.info("{}: a retraining begins", told);
            announce(List.of(), Optional.empty(), next);
            // What was labelled before the command was sent is to take part, read or not.
            trainingAsked = Optional.of(told);
            unread.putAll(consumer.endOffsets(feedback));
            caughtUp = false;
        }
    }

    private Optional<String> whyNoTraining() {
        if (training.isBusy() || trainingAsked.isPresent()) {
            return Optional.of("a training goes on already");
        }
        boolean none = rows.rows() == 0 && positions(feedback).equals(consumer.endOffsets(feedback));
        return none ? Optional.of("there is no feedback to learn from") : Optional.empty();
    }

    private void retrain() {
        trigger.began();
        trainingFor = trainingAsked;
        trainingAsked = Optional.empty();
        training.retrain(line.nextNumber(), line.serving().orElseThrow(), rows.snapshot(), positions(feedback));
    }

    private Map<TopicPartition, Long> positions(List<TopicPartition> partitions) {
        Map<TopicPartition, Long> positions = new HashMap<>();
        partitions.forEach(partition -> positions.put(partition, consumer.position(partition)));
        return positions;
    }

    private void announce(Outcome outcome) {
        if (outcome instanceof Outcome.Candidate candidate) {
            announce(candidate);
        } else if (outcome instanceof Outcome.Failed failed) {
            trigger.failed();
            announce(List.of(failed.version()), Optional.empty(), Map.of());
            metrics.announced(failed.version());
            log.warn("{}: {}", failed.version().getVersion(), failed.version().getReason());
        } else if (outcome instanceof Outcome.Nothing nothing) {
            if (trainingFor.isPresent()) {
                refuse(trainingFor.get(), nothing.reason(), sifted(nothing), nothing.offsets());
            } else {
                announce(List.of(), Optional.empty(), sifted(nothing), nothing.offsets());
            }
            rows.learned(nothing.offsets());
            log.warn("No candidate: {}", nothing.reason());
        }
        training.taken();
    }

    private void rollBack(ServingModel model) {
        announce(List.of(), Optional.of(model), positions(requests));
        log.warn("{} serves again: {}", model.getVersion(), model.getReason());
    }

    private void announce(Outcome.Candidate candidate) {
        // Where the connection broke in a commit, what the topics say now tells whether it was announced.
        if (!line.versions().containsKey(candidate.version().getVersion())) {
            // Set aside before the probation begins, whose annotators these labels tell of.
            Map<String, Optional<QuarantinedLabel>> sifted = sifted(candidate);
            Promotion promotion = Promotion.of(candidate.version(), line);
            announce(
                    List.of(promotion.version()),
                    promotion.serving().map(probation::begun),
                    sifted,
                    candidate.offsets());
            metrics.announced(promotion.version());
            log.info(
                    "{} {}: {}",
                    promotion.version().getVersion(),
                    promotion.version().getVerdict(),
                    promotion.version().getReason());
        }
        rows.learned(candidate.offsets());
        checkpoints.retain(
                new Retention(config.keptVersions()).kept(line.versions().values(), line.used()),
                line.versions().keySet());
    }

    /** Tells whoever asked that nothing came of it. */
    private void refuse(
            String told,
            String reason,
            Map<String, Optional<QuarantinedLabel>> quarantined,
            Map<TopicPartition, Long> offsets) {
        Optional<ServingModel> refusal = line.serving()
                .map(model -> ServingModel.newBuilder(model)
                        .setReason("refused " + told + ": " + reason)
                        .build());
        tell(List.of(), refusal, List.of(), quarantined, offsets);
    }

    private Map<String, Optional<QuarantinedLabel>> sifted(Outcome outcome) {
        return outcome.sifting()
                .map(sifting -> quarantine.after(sifting, Instant.now()))
                .orElse(Map.of());
    }

    private void announce(
            List<ModelVersion> versions, Optional<ServingModel> change, Map<TopicPartition, Long> offsets) {
        announce(versions, change, Map.of(), offsets);
    }

    private void announce(
            List<ModelVersion> versions,
            Optional<ServingModel> change,
            Map<String, Optional<QuarantinedLabel>> quarantined,
            Map<TopicPartition, Long> offsets) {
        List<ModelVersion> all = new ArrayList<>(versions);
        change.flatMap(model -> probation.endedBy(model, line)).ifPresent(all::add);
        tell(all, change, change.stream().toList(), quarantined, offsets);
    }

    private void tell(
            List<ModelVersion> versions,
            Optional<ServingModel> serving,
            List<ServingModel> changes,
            Map<String, Optional<QuarantinedLabel>> quarantined,
            Map<TopicPartition, Long> offsets) {
        Optional<ServingModel> shadow = shadows.after(line, versions, serving);
        announcer.announce(
                config.line(),
                new Announcer.Announcement(
                        versions, serving.stream().toList(), shadow.stream().toList(), changes, quarantined, offsets));
        announcedNanos = System.nanoTime();
        versions.forEach(metrics::probation);
        serving.ifPresent(metrics::serving);
        quarantined.forEach((key, label) -> rows.quarantine(key, label.orElse(null)));
        if (!quarantined.isEmpty()) {
            metrics.quarantined(rows.quarantine().values());
        }
        for (ModelVersion version : versions) {
            line = line.with(version);
        }
        line = serving.map(line::with).orElse(line);
        shadow.ifPresent(this::shadowed);
    }

    private void announceShadow(ServingModel shadow, Map<TopicPartition, Long> offsets) {
        announcer.announce(
                config.line(),
                new Announcer.Announcement(List.of(), List.of(), List.of(shadow), List.of(), Map.of(), offsets));
        announcedNanos = System.nanoTime();
        shadowed(shadow);
    }

    private void shadowed(ServingModel announced) {
        line = line.withShadow(announced);
        if (Shadow.runs(announced)) {
            log.info(
                    "{} runs in the shadow of {} on {} of the reviews: {}",
                    announced.getVersion(),
                    announced.getBeside(),
                    announced.getShare(),
                    announced.getReason());
        } else {
            log.info("{} runs in the shadow no more: {}", announced.getVersion(), announced.getReason());
        }
    }

    /** Lets the models go that were compared. */
    @Override
    public void close() {
        probation.close();
    }
}
