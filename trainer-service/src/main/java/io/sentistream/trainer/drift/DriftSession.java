package io.sentistream.trainer.drift;

import io.sentistream.schemas.Action;
import io.sentistream.schemas.Command;
import io.sentistream.schemas.Drift;
import io.sentistream.schemas.Drifting;
import io.sentistream.schemas.LabelRequest;
import io.sentistream.schemas.LabelledReview;
import io.sentistream.schemas.Sentiment;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Topic;
import io.sentistream.trainer.drift.DriftTopics.Outgoing;
import io.sentistream.trainer.metrics.TrainerMetrics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watch between two failures of Kafka or the registry. It reads first what the topics say of the line, and then the
 * results and labels from where the session before has left them, or as they come. Used by one thread.
 */
final class DriftSession {
    private static final Logger log = LoggerFactory.getLogger(DriftSession.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final String line;
    private final DriftConfig config;
    private final DriftTopics topics;
    private final DriftState state;
    private final LabelRequests requests;
    private final TrainerMetrics metrics;
    private final Consumer<byte[], byte[]> consumer;
    private final List<TopicPartition> stream;
    private final OpenRequests open;
    /** Up to where the state of the line is to be read before the stream. */
    private final Map<TopicPartition, Long> unread;

    DriftSession(
            String line,
            DriftConfig config,
            DriftTopics topics,
            DriftState state,
            LabelRequests requests,
            TrainerMetrics metrics) {
        this.line = line;
        this.config = config;
        this.topics = topics;
        this.state = state;
        this.requests = requests;
        this.metrics = metrics;
        open = new OpenRequests(line);
        consumer = topics.consumer();
        stream = topics.partitions(Topic.SENTIMENT, Topic.LABELLED);
        unread = assign();
    }

    private Map<TopicPartition, Long> assign() {
        List<TopicPartition> facts = topics.partitions(Topic.MODELS, Topic.DRIFT, Topic.LABEL_REQUESTS);
        List<TopicPartition> all = new ArrayList<>(facts);
        all.addAll(stream);
        consumer.assign(all);
        consumer.seekToBeginning(facts);
        consumer.endOffsets(stream).forEach((partition, end) -> {
            state.ends().putIfAbsent(partition, end);
            long begin = state.ends().get(partition);
            consumer.seek(partition, state.positions().getOrDefault(partition, begin));
        });
        consumer.pause(stream);
        return new HashMap<>(consumer.endOffsets(facts));
    }

    /** Reads what has come, tells what is noticed, and asks for labels where that helps. */
    void turn() {
        topics.send(state.outgoing());
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            take(record);
        }
        if (!unread.isEmpty()) {
            unread.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
            if (unread.isEmpty()) {
                rewindLabels();
                consumer.resume(stream);
            }
        }
        metrics.labelRequests(open.size());
    }

    /** A request may have been answered while no trainer ran. */
    private void rewindLabels() {
        Map<TopicPartition, Long> times = new HashMap<>();
        open.oldest()
                .ifPresent(oldest -> topics.partitions(Topic.LABELLED).stream()
                        .filter(partition -> !state.positions().containsKey(partition))
                        .forEach(partition -> times.put(partition, oldest.toEpochMilli())));
        for (Map.Entry<TopicPartition, OffsetAndTimestamp> found :
                consumer.offsetsForTimes(times).entrySet()) {
            if (found.getValue() != null) {
                consumer.seek(found.getKey(), found.getValue().offset());
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        String topic = record.topic();
        if (topic.equals(topics.name(Topic.SENTIMENT))) {
            topics.results.read(record).ifPresent(this::take);
        } else if (topic.equals(topics.name(Topic.LABELLED))) {
            topics.labels.read(record).ifPresent(label -> take(label, isNew(record)));
        } else if (topic.equals(topics.name(Topic.LABEL_REQUESTS))) {
            if (record.key() != null) {
                open.put(new String(record.key(), StandardCharsets.UTF_8), topics.requests.read(record));
            }
        } else if (topic.equals(topics.name(Topic.DRIFT))) {
            topics.drifts
                    .read(record)
                    .filter(told -> told.getLine().equals(line) && told.getWhat() != Drifting.ACCURACY)
                    .ifPresent(told -> state.watch().changedBefore());
        } else if (record.key() != null && line.equals(new String(record.key(), StandardCharsets.UTF_8))) {
            topics.models.read(record).ifPresent(state.watch()::serves);
        }
        TopicPartition partition = new TopicPartition(topic, record.partition());
        if (stream.contains(partition)) {
            state.positions().put(partition, record.offset() + 1);
        }
    }

    private boolean isNew(ConsumerRecord<byte[], byte[]> record) {
        return record.offset() >= state.ends().get(new TopicPartition(record.topic(), record.partition()));
    }

    private void take(Sentiment result) {
        List<Change> changes = state.watch().result(result);
        if (!changes.isEmpty()) {
            int window = changes.stream()
                    .mapToInt(change -> change.recent().rows())
                    .max()
                    .orElse(0);
            tell(changes, window, window / 2);
        } else if (state.watch().settled()) {
            ask(FeatureDetector.LONG, config.requests() - state.answered());
        }
    }

    private void take(LabelledReview label, boolean fresh) {
        for (String answered : open.answeredBy(label)) {
            state.outgoing().add(new Outgoing(Topic.LABEL_REQUESTS, answered, null));
            state.answered(1);
        }
        if (fresh && !open.wasAsked(label)) {
            state.watch()
                    .label(label)
                    .ifPresent(change -> tell(List.of(change), FeatureDetector.LONG, config.requests()));
        }
    }

    private void tell(List<Change> changes, int window, int most) {
        ServingModel serving = state.watch().serving().orElseThrow();
        boolean asked = ask(window, Math.min(most, config.requests()));
        state.answered(-state.answered());
        for (Change change : changes) {
            String words = DriftWords.of(change, serving.getVersion(), asked);
            state.outgoing().add(new Outgoing(Topic.DRIFT, line, drift(change, serving, words)));
            metrics.drifted(change.what());
            log.warn("Drift of {} by {}: {}", change.what(), change.detector(), words);
        }
        if (config.retrain()) {
            state.outgoing().add(new Outgoing(Topic.COMMANDS, line, training(serving, changes.get(0))));
        }
    }

    /** Puts other requests in the place of those that are open; says whether there are any. */
    private boolean ask(int window, int most) {
        List<Sentiment> results = state.watch().recent().last(window);
        if (most <= 0 || results.isEmpty()) {
            if (results.isEmpty() && config.requests() > 0) {
                log.warn("No reviews can be asked for: results don't repeat their texts; set result.text=true of the"
                        + " classifier");
            }
            return open.size() > 0;
        }
        List<LabelRequest> chosen;
        try {
            chosen = requests.of(results, most, state.watch().serving().orElseThrow(), Instant.now());
        } catch (RuntimeException e) {
            log.warn("No reviews can be chosen to be labelled now: {}", e.toString(), e);
            return open.size() > 0;
        }
        if (chosen.isEmpty()) {
            return open.size() > 0;
        }
        List<String> ids = chosen.stream().map(LabelRequest::getReviewId).toList();
        open.ids().stream()
                .filter(id -> !ids.contains(id))
                .forEach(id -> state.outgoing().add(new Outgoing(Topic.LABEL_REQUESTS, id, null)));
        chosen.forEach(
                request -> state.outgoing().add(new Outgoing(Topic.LABEL_REQUESTS, request.getReviewId(), request)));
        log.info("{} reviews are asked for, of {}", chosen.size(), results.size());
        return true;
    }

    private Drift drift(Change change, ServingModel serving, String words) {
        return Drift.newBuilder()
                .setLine(line)
                .setModelVersion(serving.getVersion())
                .setWhat(change.what())
                .setWords(words)
                .setDetector(change.detector())
                .setSeen(change.seen())
                .setRecentRows(change.recent().rows())
                .setReferenceRows(change.reference().rows())
                .setComparedWithStream(change.comparedWithStream())
                .setRecentMean(change.recent().mean())
                .setRecentQuartiles(change.recent().quartiles())
                .setReferenceMean(change.reference().mean())
                .setReferenceQuartiles(change.reference().quartiles())
                .setStatistic(change.statistic())
                .setThreshold(change.threshold())
                .setAt(Instant.now())
                .build();
    }

    private static Command training(ServingModel serving, Change change) {
        return Command.newBuilder()
                .setId(UUID.randomUUID().toString())
                .setAction(Action.TRAIN)
                .setExpectedServing(serving.getVersion())
                .setRequestedBy("drift")
                .setReason("a change of " + change.what() + " was noticed")
                .setAt(Instant.now())
                .build();
    }
}
