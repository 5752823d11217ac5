package io.sentistream.quickstart.learning;

import io.sentistream.quickstart.CommandFailed;
import io.sentistream.quickstart.client.Cluster;
import io.sentistream.quickstart.client.LabelSender;
import io.sentistream.quickstart.client.ModelLine;
import io.sentistream.quickstart.client.Reviews;
import io.sentistream.quickstart.client.TopicReader;
import io.sentistream.quickstart.input.Row;
import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.Probation;
import io.sentistream.schemas.Sentiment;
import io.sentistream.schemas.ServingChange;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Topic;
import io.sentistream.schemas.TopicLayout;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Labels that show a promoted model to be worse, given one by one while reviews go on, until it is rolled back by itself.
 * For one thread.
 *
 * @param cluster a running system
 * @param labels new texts with their labels
 * @param annotators who give them, in turn
 * @param atOnce how many are sent at once at the beginning
 * @param between the time between two of the others
 */
public record RollBack(Cluster cluster, List<Row> labels, List<String> annotators, int atOnce, Duration between) {
    private static final Duration POLL = Duration.ofMillis(5);
    private static final Duration BETWEEN_REVIEWS = Duration.ofMillis(20);
    private static final Duration LOOK_ON = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    public RollBack {
        labels = List.copyOf(labels);
        annotators = List.copyOf(annotators);
    }

    /**
     * What came of it; times as a reader of the topics sees them.
     *
     * @param labels how many labels it took
     * @param record what {@code models} says
     * @param untilRecord from when the last of these labels was sent until that record came
     * @param untilFirst from then until the first result of the version before
     * @param untilLast from then until the last result of the version that was rolled back
     * @param results how many results came from the first label on
     */
    public record Outcome(
            int labels,
            ServingModel record,
            Duration untilRecord,
            Duration untilFirst,
            Duration untilLast,
            int results) {}

    /**
     * Sends the labels until the model is rolled back.
     *
     * @param promoted the version that serves
     * @throws CommandFailed if all labels don't roll it back
     */
    public Outcome measure(String promoted) {
        List<LabelSender> senders = new ArrayList<>();
        try (TopicReader<Sentiment> results = reader(Topic.SENTIMENT, Sentiment.class);
                TopicReader<ServingModel> models = reader(Topic.MODELS, ServingModel.class);
                Reviews reviews = new Reviews(cluster, Optional.empty())) {
            annotators.forEach(annotator -> senders.add(new LabelSender(cluster, annotator, Optional.empty())));
            return measure(promoted, senders, results, models, reviews);
        } finally {
            senders.forEach(LabelSender::close);
        }
    }

    private <T extends SpecificRecord> TopicReader<T> reader(Topic topic, Class<T> type) {
        return TopicReader.fromEnd(cluster, TopicLayout.plain().name(topic), type);
    }

    private Outcome measure(
            String promoted,
            List<LabelSender> senders,
            TopicReader<Sentiment> results,
            TopicReader<ServingModel> models,
            Reviews reviews) {
        int sent = 0;
        int came = 0;
        Instant nextReview = Instant.now();
        Instant lastLabel = Instant.now();
        Optional<ServingModel> back = Optional.empty();
        Instant record = Instant.MAX;
        Instant first = Instant.MAX;
        Instant last = Instant.MIN;
        while (back.isEmpty() || Instant.now().isBefore(record.plus(LOOK_ON))) {
            if (!Instant.now().isBefore(nextReview)) {
                reviews.send(Reviews.newId(), labels.get(came % labels.size()).text());
                nextReview = Instant.now().plus(BETWEEN_REVIEWS);
            }
            if (back.isEmpty()
                    && sent < labels.size()
                    && (sent < atOnce || !Instant.now().isBefore(lastLabel.plus(between)))) {
                Row row = labels.get(sent);
                LabelSender sender = senders.get(sent % senders.size());
                lastLabel = Instant.now();
                sender.send(row.text(), row.label().orElseThrow());
                sender.flush();
                sent++;
            }
            for (ConsumerRecord<String, Sentiment> result : results.poll(POLL)) {
                came++;
                if (result.value().getModelVersion().equals(promoted)) {
                    last = Instant.now();
                } else if (first.equals(Instant.MAX)) {
                    first = Instant.now();
                }
            }
            for (ConsumerRecord<String, ServingModel> model : models.poll(POLL)) {
                if (model.value() != null && model.value().getChange() == ServingChange.ROLLED_BACK) {
                    back = Optional.of(model.value());
                    record = Instant.now();
                }
            }
            if (back.isEmpty() && sent == labels.size() && Instant.now().isAfter(lastLabel.plus(PATIENCE))) {
                throw new CommandFailed(promoted + " was not rolled back by " + sent + " labels: " + told(promoted));
            }
        }
        return new Outcome(
                sent,
                back.get(),
                Duration.between(lastLabel, record),
                Duration.between(lastLabel, first),
                Duration.between(lastLabel, last),
                came);
    }

    private String told(String promoted) {
        return ModelLine.read(cluster)
                .known(promoted)
                .map(ModelVersion::getProbation)
                .map(Probation::getReason)
                .orElse("none of them was compared");
    }
}
