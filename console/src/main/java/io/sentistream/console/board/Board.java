package io.sentistream.console.board;

import io.sentistream.console.ConsoleConfig;
import io.sentistream.console.live.Broadcast;
import io.sentistream.console.topics.Feed;
import io.sentistream.console.topics.Start;
import io.sentistream.console.topics.StatusListener;
import io.sentistream.schemas.Topic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** All that the page shows: each part takes records of its topics and tells the pages what they change. */
public final class Board {
    private static final long MOST_RESULTS = 20_000;

    private final Status status;
    private final ModelsSink models;
    private final FreshLabels labels;
    private final AccuracySink accuracy;
    private final ShadowSink shadow;
    private final TrainingSink training;
    private final DriftSink drift;
    private final RequestsSink requests;
    private final ResultsSink results;
    private final LettersSink letters;
    private final QuarantineSink quarantine;

    /** A board that nothing is on yet. */
    public Board(ConsoleConfig config, Broadcast broadcast, Awaited awaited) {
        status = new Status(broadcast);
        labels = new FreshLabels(config.retrainLabels(), broadcast, awaited.labels());
        models = new ModelsSink(config.line(), broadcast, awaited.outcomes(), labels);
        accuracy = new AccuracySink(broadcast);
        shadow = new ShadowSink(broadcast);
        training = new TrainingSink(config.line(), broadcast, InstantSource.system());
        drift = new DriftSink(config.line(), broadcast);
        requests = new RequestsSink(config.line(), broadcast);
        results = new ResultsSink(broadcast, awaited.results());
        letters = new LettersSink(broadcast, awaited);
        quarantine = new QuarantineSink(config.line(), broadcast, awaited.outcomes());
    }

    /** The topics to read. The candidates come first, since they tell from where on labels are fresh. */
    public List<Feed> feeds(Duration history) {
        return List.of(
                new Feed(Topic.MODEL_VERSIONS, Start.beginning(), models.candidates()),
                new Feed(Topic.SERVING_HISTORY, Start.beginning(), models.history()),
                new Feed(Topic.MODELS, Start.beginning(), models.models()),
                new Feed(Topic.LABELLED, Start.at(labels::learned), labels),
                new Feed(Topic.FEEDBACK_QUARANTINE, Start.beginning(), quarantine),
                new Feed(Topic.LIVE_ACCURACY, Start.beginning(), accuracy),
                new Feed(Topic.DRIFT, Start.last(DriftSink.MOST), drift),
                new Feed(Topic.LABEL_REQUESTS, Start.beginning(), requests),
                new Feed(Topic.SENTIMENT_SHADOW, Start.last(ShadowSink.MOST_RECORDS), shadow),
                new Feed(Topic.TRAINING, Start.last(TrainingSink.MOST_RECORDS), training),
                new Feed(Topic.REVIEWS_DLQ, Start.last(LettersSink.MOST), letters),
                new Feed(Topic.FEEDBACK_DLQ, Start.last(LettersSink.MOST), letters),
                new Feed(Topic.SENTIMENT, Start.ago(history, MOST_RESULTS), results));
    }

    /** Shows how the console gets on. */
    public StatusListener status() {
        return status;
    }
}
