package io.sentistream.trainer.retraining;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.CheckpointDigest;
import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.bert.inference.Classification;
import io.sentistream.schemas.LabelledReview;
import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.NormalisedText;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Topic;
import io.sentistream.schemas.Verdict;
import io.sentistream.trainer.TrainerConfig;
import io.sentistream.trainer.data.DataSet;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.replay.FeedbackRow;
import io.sentistream.trainer.replay.ReplayStore;
import io.sentistream.trainer.store.CheckpointStore;
import io.sentistream.trainer.training.TrainingListener;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * A serving line without Kafka, to measure on: labels are learned, candidates judged and promoted by the code that the
 * trainer runs, on the caller's thread. Only who serves is decided here, without pins, shadows and people. For one thread.
 */
public final class OfflineLine {
    private static final TopicPartition LABELLED = new TopicPartition(Topic.LABELLED.plainName(), 0);

    private final TrainerConfig config;
    private final CheckpointStore store;
    private final Workshop workshop;
    private final ServingModel initial;
    private final Set<String> stored = new HashSet<>();
    private ReplayStore rows;
    private ServingModel serving;
    private ServingModel candidate;
    private int number;
    private long offset;

    /**
     * A line that the configured initial model serves; it is prepared now, fine-tuned if need be.
     *
     * @param config its store of checkpoints should be of this line alone
     */
    public OfflineLine(TrainerConfig config, TrainingListener listener) throws InterruptedException {
        this.config = config;
        store = new CheckpointStore(config.storeDirectory());
        workshop = new Workshop(config, store, listener);
        ModelVersion version = ((Outcome.Candidate) new InitialModel(workshop, 1).call()).version();
        initial = serve(version.getVersion(), version.getUri(), version.getManifestSha256());
        beginAnew();
    }

    /** Forgets all feedback, and lets the initial model serve. */
    public void beginAnew() {
        rows = new ReplayStore();
        offset = 0;
        number = 1;
        serving = initial;
        candidate = initial;
        retain();
    }

    /** Takes a label. */
    public void label(LabelledReview review) {
        String key = new NormalisedText(review.getText()).sha256() + "/" + review.getAnnotator();
        rows.put(FeedbackRow.of(key, review, LABELLED, offset++));
    }

    /**
     * Learns from the new labels beside what is replayed. A candidate that the gate promotes serves from now on. The checkpoint
     * that served until then stays until the next retraining begins.
     *
     * @return the candidate with its verdict; or why there is none
     */
    public Outcome retrain() throws InterruptedException {
        retain();
        Map<TopicPartition, Long> offsets = Map.of(LABELLED, offset);
        Outcome outcome = new Retraining(workshop, ++number, serving, rows.snapshot(), offsets).call();
        rows.learned(offsets);
        if (outcome instanceof Outcome.Candidate judged) {
            ModelVersion version = judged.version();
            stored.add(version.getVersion());
            candidate = serve(version.getVersion(), version.getUri(), version.getManifestSha256());
            serving = version.getVerdict() == Verdict.PROMOTED ? candidate : serving;
        }
        return outcome;
    }

    /** Says that an earlier process had learned the labels taken since the last retraining. */
    public void learned() {
        number++;
        rows.learned(Map.of(LABELLED, offset));
    }

    /** Lets a checkpoint serve that an earlier process left in the store. */
    public void serve(Path directory) {
        String version = directory.getFileName().toString();
        if (!version.equals(initial.getVersion())) {
            serving = serve(
                    version,
                    directory.toString(),
                    CheckpointDigest.of(directory).manifestSha256());
            stored.add(version);
        }
    }

    /** What serves. */
    public ServingModel serving() {
        return serving;
    }

    /** What the serving model says of rows, as the gate asks it. */
    public List<Classification> answers(List<Example> asked) throws InterruptedException {
        return answers(serving, asked);
    }

    /** What the last candidate says of rows, whether it serves or not; the initial model where there is none. */
    public List<Classification> answersOfCandidate(List<Example> asked) throws InterruptedException {
        return answers(candidate, asked);
    }

    private List<Classification> answers(ServingModel model, List<Example> asked) throws InterruptedException {
        Checkpoint checkpoint = Checkpoint.open(Path.of(model.getUri()), model.getManifestSha256());
        return workshop.answers().of(model.getVersion(), checkpoint, asked);
    }

    /** The labels of the line's models. */
    public Labels labels() {
        return new Labels(Checkpoint.open(Path.of(initial.getUri())).config().labels());
    }

    /** The base data: its rows to train on without those withheld from all training, and its rows to validate on. */
    public DataSet base() {
        BaseRows.Split split = workshop.baseRows(labels());
        return new DataSet(
                split.data().name(), split.rows().train(), split.data().validation());
    }

    /** The configuration. */
    public TrainerConfig config() {
        return config;
    }

    private void retain() {
        store.retain(
                new HashSet<>(List.of(initial.getVersion(), serving.getVersion(), candidate.getVersion())), stored);
    }

    private static ServingModel serve(String version, String uri, String manifestSha256) {
        return ServingModel.newBuilder()
                .setVersion(version)
                .setUri(uri)
                .setManifestSha256(manifestSha256)
                .setSince(Instant.EPOCH)
                .build();
    }
}
