package io.sentistream.schemas;

import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * The topics through which the services talk: their names, values and what is kept of them.
 *
 * <p>{@link TopicLayout} gives them a prefix, a replication factor and other numbers of partitions, and creates them.
 */
public enum Topic {
    /** Texts to classify; the users write it, under keys of their own. */
    REVIEWS("reviews", Review.class, 4, Cleanup.DELETE, 7),
    /** What a model said of each review, under the review's key; the classifier writes it. */
    SENTIMENT("sentiment", Sentiment.class, 4, Cleanup.DELETE, 7),
    /** What a candidate that runs beside the serving model said of its share of the reviews; the classifier writes it. */
    SENTIMENT_SHADOW("sentiment-shadow", Sentiment.class, 4, Cleanup.DELETE, 7),
    /** Reviews that can't be read, byte for byte, the reason in the headers; the classifier writes it. */
    REVIEWS_DLQ("reviews-dlq", null, 1, Cleanup.DELETE, 30),
    /** Labels that people give; the users and the console write it. */
    FEEDBACK("feedback", Feedback.class, 4, Cleanup.DELETE, 30),
    /** Feedback that can't be used, byte for byte, the reason in the headers; the classifier writes it. */
    FEEDBACK_DLQ("feedback-dlq", null, 1, Cleanup.DELETE, 30),
    /** The replay store: the last label of each text and annotator, for ever; a null value withdraws it. */
    LABELLED("labelled", LabelledReview.class, 4, Cleanup.COMPACT, 30),
    /** Labels that no training learns from, each with its reason; the controller writes it. */
    FEEDBACK_QUARANTINE("feedback-quarantine", QuarantinedLabel.class, 1, Cleanup.COMPACT, 30),
    /** How often people found each model right and wrong, under version, source and day; the classifier writes it. */
    LIVE_ACCURACY("live-accuracy", LiveAccuracy.class, 1, Cleanup.COMPACT, 30),
    /** Changes of what comes and of how well it is answered, under the serving line; the trainer writes it. */
    DRIFT("drift", Drift.class, 1, Cleanup.DELETE, 30),
    /** Reviews whose labels would help most, under the review's id, until they have one; the trainer writes it. */
    LABEL_REQUESTS("label-requests", LabelRequest.class, 1, Cleanup.COMPACT, 1),
    /** Requests to the controller, under the serving line. */
    COMMANDS("commands", Command.class, 1, Cleanup.DELETE, 30),
    /** How far a training is, under the serving line; the trainer writes it while one runs. */
    TRAINING("training", TrainingUpdate.class, 1, Cleanup.DELETE, 1),
    /** Every candidate and its verdict, under the version; the controller writes it. */
    MODEL_VERSIONS("model-versions", ModelVersion.class, 1, Cleanup.COMPACT, 1),
    /**
     * The model that serves, under the serving line, and the one in its shadow, under the line and {@code /shadow}; the
     * controller writes it.
     */
    MODELS("models", ServingModel.class, 1, Cleanup.COMPACT, 1),
    /** Every change of what serves, under the serving line, for ever; the controller writes it together with {@code models}. */
    SERVING_HISTORY("serving-history", ServingModel.class, 1, Cleanup.NONE, 1);

    private final String plainName;
    private final Class<? extends SpecificRecord> valueType;
    private final int partitions;
    private final Cleanup cleanup;
    private final int days;

    Topic(String plainName, Class<? extends SpecificRecord> valueType, int partitions, Cleanup cleanup, int days) {
        this.plainName = plainName;
        this.valueType = valueType;
        this.partitions = partitions;
        this.cleanup = cleanup;
        this.days = days;
    }

    /** The name without a prefix. */
    public String plainName() {
        return plainName;
    }

    /** The Avro record that its values hold; none for dead letters, whose values are the bytes that came. */
    public Optional<Class<? extends SpecificRecord>> valueType() {
        return Optional.ofNullable(valueType);
    }

    /** How many partitions it gets unless the layout says otherwise. */
    public int partitions() {
        return partitions;
    }

    /** The topic's configuration: cleanup policy, retention, compaction. */
    public Map<String, String> config() {
        return cleanup.config(days);
    }
}
