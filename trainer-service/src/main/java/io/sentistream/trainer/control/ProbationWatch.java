package io.sentistream.trainer.control;

import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.NormalisedText;
import io.sentistream.schemas.Probation;
import io.sentistream.schemas.ProbationState;
import io.sentistream.schemas.QuarantineReason;
import io.sentistream.schemas.QuarantinedLabel;
import io.sentistream.schemas.ServingChange;
import io.sentistream.schemas.ServingModel;
import io.sentistream.trainer.TrainerConfig;
import io.sentistream.trainer.data.BaseData;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.metrics.TrainerMetrics;
import io.sentistream.trainer.probation.ModelPair;
import io.sentistream.trainer.probation.RunningProbation;
import io.sentistream.trainer.probation.Standing;
import io.sentistream.trainer.replay.FeedbackRow;
import io.sentistream.trainer.replay.ReplayStore;
import io.sentistream.trainer.store.CheckpointStore;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the probation of the model that serves, if it is on one: begins and ends it as {@code models} says, and tells what
 * is to be announced. Used by one thread.
 */
final class ProbationWatch implements AutoCloseable {
    /** Who rolls back by itself. */
    static final String NAME = "probation";

    private static final Logger log = LoggerFactory.getLogger(ProbationWatch.class);

    private final TrainerConfig config;
    private final CheckpointStore store;
    private final TrainerMetrics metrics;
    private Optional<RunningProbation> running = Optional.empty();
    private Optional<String> unable = Optional.empty();

    ProbationWatch(TrainerConfig config, CheckpointStore store, TrainerMetrics metrics) {
        this.config = config;
        this.store = store;
        this.metrics = metrics;
    }

    /** The model as it serves when the gate promotes it: on probation, where there is one before it and time for that. */
    ServingModel begun(ServingModel promoted) {
        boolean none =
                promoted.getPrevious() == null || config.probation().duration().isZero();
        return none
                ? promoted
                : ServingModel.newBuilder(promoted)
                        .setProbationEnds(
                                promoted.getSince().plus(config.probation().duration()))
                        .build();
    }

    /**
     * Begins the probation of what serves now, or ends the one before.
     *
     * @param rows what was read of {@code labelled} so far
     */
    void follow(LineState line, ReplayStore rows) {
        Optional<ServingModel> due = due(line);
        if (running.isPresent()
                && !running.map(probation -> probation.serving().getSince()).equals(due.map(ServingModel::getSince))) {
            close();
        }
        if (running.isEmpty() && due.isPresent()) {
            begin(due.get(), line, unreliable(rows, due.get().getSince()));
            running.ifPresent(probation -> {
                ReplayStore.Snapshot read = rows.snapshot();
                read.older().forEach(probation::take);
                read.fresh().forEach(probation::take);
            });
        }
    }

    /** Whose labels had been set aside as an unreliable annotator's by then, and are not released. */
    private static Set<String> unreliable(ReplayStore rows, Instant then) {
        return rows.quarantine().values().stream()
                .filter(label -> label.getReason() == QuarantineReason.UNRELIABLE_ANNOTATOR
                        && label.getReleasedBy() == null
                        && !label.getSince().isAfter(then))
                .map(QuarantinedLabel::getAnnotator)
                .collect(Collectors.toSet());
    }

    private void begin(ServingModel serving, LineState line, Set<String> unreliable) {
        ModelVersion before = line.versions().get(serving.getPrevious());
        ModelVersion now = line.versions().get(serving.getVersion());
        if (before == null || !store.has(serving.getPrevious())) {
            // Looked at again and again, but told once.
            if (unable.isEmpty()) {
                unable = Optional.of("the checkpoint of " + serving.getPrevious() + " is not in the store");
                log.warn("{} can't be compared with the one before: {}", serving.getVersion(), unable.get());
            }
            return;
        }
        unable = Optional.empty();
        log.info(
                "{} is on probation beside {} until {}",
                serving.getVersion(),
                serving.getPrevious(),
                serving.getProbationEnds());
        ModelPair models = new ModelPair(before, now, this::baseTexts, config.judging());
        running = Optional.of(new RunningProbation(config.probation(), serving, now, models, unreliable));
    }

    private Set<NormalisedText> baseTexts(Labels labels) {
        return new BaseData(config.home())
                .resolve(config.base().data(), labels).train().stream()
                        .map(Example::text)
                        .map(NormalisedText::new)
                        .collect(Collectors.toSet());
    }

    /** Takes a row in the place of an earlier one of its key. */
    void take(FeedbackRow row) {
        running.ifPresent(probation -> probation.take(row));
    }

    /** Takes a row back. */
    void withdraw(String key) {
        running.ifPresent(probation -> probation.withdraw(key));
    }

    /** Whether an answer of the models is waited for. */
    boolean isWaiting() {
        return running.filter(RunningProbation::isWaiting).isPresent();
    }

    /**
     * What is to serve, if the model on probation is to be rolled back.
     *
     * @param caughtUp whether all that was labelled before the start has been read
     */
    Optional<ServingModel> rollBack(LineState line, boolean caughtUp) {
        metrics.probation(running.map(RunningProbation::standing));
        return running.filter(probation -> probation.showsLoss(caughtUp)).map(probation -> {
            ServingModel serving = probation.serving();
            ModelVersion before = line.versions().get(serving.getPrevious());
            return Succession.of(before, serving.getVersion(), ServingChange.ROLLED_BACK)
                    .setRequestedBy(NAME)
                    .setReason(serving.getVersion() + " does worse than " + before.getVersion() + " did: "
                            + probation.standing().told())
                    .build();
        });
    }

    /** What is new about the probation that runs, to be announced with its version. */
    Optional<ModelVersion> news(LineState line) {
        return running.filter(probation ->
                        !probation.standing().isEmpty() || probation.hindrance().isPresent())
                .map(probation -> told(
                        line,
                        probation.serving(),
                        ProbationState.RUNNING,
                        probation
                                .hindrance()
                                .map(why -> "the two can't be compared now, which is tried again: " + why + "; ")
                                .orElse("")))
                .filter(version -> !version.equals(line.versions().get(version.getVersion())));
    }

    /** The version whose probation came to its end without a loss, once all labels of its time are answered. */
    Optional<ModelVersion> kept(LineState line) {
        return due(line)
                .filter(model -> !model.getProbationEnds().isAfter(Instant.now()))
                .filter(model -> !isWaiting()
                        || running.flatMap(RunningProbation::hindrance).isPresent())
                .map(model -> told(line, model, ProbationState.KEPT, "kept, as no loss was shown in time; "));
    }

    /** The version whose probation ends by this change, if one does. */
    Optional<ModelVersion> endedBy(ServingModel change, LineState line) {
        boolean rolledBack = change.getRequestedBy().equals(NAME);
        return due(line)
                .filter(model -> !change.getSince().equals(model.getSince()) || change.getProbationEnds() == null)
                .map(model -> told(
                        line,
                        model,
                        rolledBack ? ProbationState.ROLLED_BACK : ProbationState.ENDED,
                        rolledBack
                                ? "rolled back by itself to " + change.getVersion() + "; "
                                : "ended before its time, as " + change.getRequestedBy()
                                        + (change.getVersion().equals(model.getVersion())
                                                ? " pinned it; "
                                                : " made " + change.getVersion() + " serve; ")));
    }

    /** What serves, if it is on a probation of which no end was announced. */
    private static Optional<ServingModel> due(LineState line) {
        return line.serving().filter(model -> {
            ModelVersion version = line.versions().get(model.getVersion());
            return version != null
                    && !model.getPinned()
                    && model.getProbationEnds() != null
                    && (version.getProbation() == null || version.getProbation().getState() == ProbationState.RUNNING);
        });
    }

    private ModelVersion told(LineState line, ServingModel serving, ProbationState state, String reason) {
        ModelVersion version = line.versions().get(serving.getVersion());
        Optional<Standing> standing = running.filter(
                        probation -> probation.serving().getSince().equals(serving.getSince()))
                .map(RunningProbation::standing);
        Probation.Builder told = standing.isEmpty() && version.getProbation() != null
                ? Probation.newBuilder(version.getProbation())
                : Probation.newBuilder()
                        .setReason(unable.map(why -> "not compared: " + why).orElse("no new labels yet"));
        told.setState(state).setAgainst(serving.getPrevious()).setEnds(serving.getProbationEnds());
        standing.ifPresent(now -> told.setLabels(now.compared().rows())
                .setAnnotators(now.annotators())
                .setGained(now.compared().gained())
                .setLost(now.compared().lost())
                .setEvidence(now.evidence())
                .setReason(now.told()));
        return ModelVersion.newBuilder(version)
                .setProbation(told.setReason(reason + told.getReason()).build())
                .build();
    }

    @Override
    public void close() {
        running.ifPresent(RunningProbation::close);
        running = Optional.empty();
        unable = Optional.empty();
    }
}
