package io.sentistream.trainer.probation;

import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.NormalisedText;
import io.sentistream.schemas.ServingModel;
import io.sentistream.trainer.replay.FeedbackRow;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The probation of the model that serves: of the labels that came since it was promoted, those count whose texts nobody had
 * labelled before, so neither model has learned them or was chosen by them. It is what {@code labelled} makes it, in
 * whatever order its partitions are read. Used by one thread.
 */
public final class RunningProbation implements AutoCloseable {
    private final ProbationConfig config;
    private final ServingModel serving;
    private final Map<Integer, Long> learned;
    private final ModelPair models;
    private final Set<String> unreliable;
    private final Map<String, FeedbackRow> rows = new HashMap<>();
    /** The labels that are not heard, by key; who gave each. */
    private final Map<String, String> unheard = new HashMap<>();

    private final Map<String, Vote> votes = new HashMap<>();
    private final Set<NormalisedText> known = new HashSet<>();
    private Standing standing;
    private boolean changed;
    private boolean settled;

    /**
     * A probation that knows of no labels yet.
     *
     * @param version what is known of the model that serves
     * @param models it and the one before
     * @param unreliable annotators who are not heard: they must have been found so before, lest who is heard depend on what
     *     is said
     */
    public RunningProbation(
            ProbationConfig config,
            ServingModel serving,
            ModelVersion version,
            ModelPair models,
            Set<String> unreliable) {
        this.config = config;
        this.serving = serving;
        this.models = models;
        this.unreliable = Set.copyOf(unreliable);
        learned = version.getFeedbackOffsets().stream()
                .collect(Collectors.toMap(offset -> offset.getPartition(), offset -> offset.getOffset()));
        standing = Standing.of(votes.values(), config);
    }

    /** The model that is on probation. */
    public ServingModel serving() {
        return serving;
    }

    /** Takes a row in the place of an earlier one of its key. */
    public void take(FeedbackRow row) {
        withdraw(row.key());
        NormalisedText text = new NormalisedText(row.text());
        if (!isNew(row)) {
            known.add(text);
        } else if (unreliable.contains(row.annotator())) {
            unheard.put(row.key(), row.annotator());
        } else if (!known.contains(text)) {
            rows.put(row.key(), row);
            models.ask(row);
        }
    }

    /** Takes a row back. */
    public void withdraw(String key) {
        rows.remove(key);
        unheard.remove(key);
        votes.remove(key);
        changed = true;
    }

    private boolean isNew(FeedbackRow row) {
        return !row.labelledAt().isBefore(serving.getSince())
                && row.labelledAt().isBefore(serving.getProbationEnds())
                && row.offset() >= learned.getOrDefault(row.partition().partition(), 0L);
    }

    /** Whether texts wait for the models' answers. */
    public boolean isWaiting() {
        return models.waiting() > 0;
    }

    /** Why the models can't be asked now; empty where they can. */
    public Optional<String> hindrance() {
        return models.failure();
    }

    /** How it stands, by the answers that have come. */
    public Standing standing() {
        for (ModelPair.Answer answer : models.answered()) {
            if (answer.row().equals(rows.get(answer.row().key()))) {
                answer.vote().ifPresent(vote -> votes.put(vote.key(), vote));
                changed = true;
            }
        }
        if (changed) {
            standing = Standing.of(
                    votes.values().stream()
                            .filter(vote -> !known.contains(vote.text()))
                            .toList(),
                    new HashSet<>(unheard.values()).size(),
                    config);
            changed = false;
        }
        return standing;
    }

    /**
     * Whether the model is to be rolled back. After a start nothing is decided until all that was labelled before it is
     * answered, so that the order of reading decides nothing.
     *
     * @param caughtUp whether all that was labelled before the start has been read
     */
    public boolean showsLoss(boolean caughtUp) {
        boolean shows = standing().showsLoss();
        settled |= caughtUp && !isWaiting();
        return settled && shows;
    }

    @Override
    public void close() {
        models.close();
    }
}
