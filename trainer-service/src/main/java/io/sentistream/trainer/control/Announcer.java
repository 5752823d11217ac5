package io.sentistream.trainer.control;

import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.sentistream.schemas.AvroSerdes;
import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.QuarantineKey;
import io.sentistream.schemas.QuarantinedLabel;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Shadow;
import io.sentistream.schemas.Topic;
import io.sentistream.schemas.TopicLayout;
import io.sentistream.trainer.metrics.TrainerMetrics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Announces what became of candidates and what serves, together with the offsets of what led to it, in one transaction.
 * Making one fences the one before of the same name.
 */
final class Announcer implements AutoCloseable {
    private final Producer<byte[], byte[]> producer;
    private final KafkaClientMetrics shown;
    private final ConsumerGroupMetadata group;
    private final TopicLayout topics;
    private final Serializer<ModelVersion> versions;
    private final Serializer<ServingModel> models;
    private final Serializer<QuarantinedLabel> quarantined;

    Announcer(Clients clients, TrainerMetrics metrics, ConsumerGroupMetadata group) {
        this.group = group;
        topics = clients.connection().topics();
        AvroSerdes serdes = clients.connection().serdes();
        versions = serdes.serializer();
        models = serdes.serializer();
        quarantined = serdes.serializer();
        producer = clients.producer();
        shown = metrics.show(producer);
        try {
            producer.initTransactions();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * What is announced together.
     *
     * @param serving what {@code models} is to say, if that is new
     * @param shadow what {@code models} is to say of the shadow, if that is new
     * @param changes the same for {@code serving-history}; none where {@code models} only tells of a refusal
     * @param quarantine what changes there, by key on {@code labelled}; nothing for a label that leaves
     * @param offsets those of the next records to read
     */
    record Announcement(
            List<ModelVersion> versions,
            List<ServingModel> serving,
            List<ServingModel> shadow,
            List<ServingModel> changes,
            Map<String, Optional<QuarantinedLabel>> quarantine,
            Map<TopicPartition, Long> offsets) {}

    /**
     * Announces, all or nothing.
     *
     * @param line the serving line
     * @throws FencedException if another trainer took the line over
     * @throws KafkaException if it is not known to be announced; read the topics again to see
     */
    void announce(String line, Announcement announcement) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (ModelVersion version : announcement.versions()) {
            records.add(record(Topic.MODEL_VERSIONS, version.getVersion(), versions, version));
        }
        for (ServingModel model : announcement.serving()) {
            records.add(record(Topic.MODELS, line, models, model));
        }
        for (ServingModel model : announcement.shadow()) {
            records.add(record(Topic.MODELS, Shadow.key(line), models, model));
        }
        for (ServingModel change : announcement.changes()) {
            records.add(record(Topic.SERVING_HISTORY, line, models, change));
        }
        announcement
                .quarantine()
                .forEach((key, label) -> records.add(record(
                        Topic.FEEDBACK_QUARANTINE, QuarantineKey.of(line, key), quarantined, label.orElse(null))));
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        announcement.offsets().forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
        try {
            producer.beginTransaction();
            List<Future<RecordMetadata>> sent =
                    records.stream().map(producer::send).toList();
            producer.sendOffsetsToTransaction(offsets, group);
            producer.commitTransaction();
            for (Future<RecordMetadata> record : sent) {
                record.get();
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new KafkaException("an announcement was committed, but not acknowledged", e);
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            throw fenced(line, e);
        } catch (KafkaException e) {
            abort(line, e);
            throw e;
        }
    }

    private void abort(String line, KafkaException cause) {
        try {
            producer.abortTransaction();
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            throw fenced(line, e);
        } catch (KafkaException | IllegalStateException e) {
            cause.addSuppressed(e);
        }
    }

    private static FencedException fenced(String line, KafkaException cause) {
        return new FencedException(
                "another trainer of the serving line '" + line + "' was started and has taken it over; this one stops."
                        + " Run one trainer a line, or give this one another serving.line",
                cause);
    }

    private <T extends SpecificRecord> ProducerRecord<byte[], byte[]> record(
            Topic topic, String key, Serializer<T> serializer, T value) {
        String name = topics.name(topic);
        try {
            return new ProducerRecord<>(name, key.getBytes(StandardCharsets.UTF_8), serializer.serialize(name, value));
        } catch (KafkaException e) {
            throw new UnavailableException("the schema registry did not take a " + topic.plainName() + " record", e);
        }
    }

    @Override
    public void close() {
        shown.close();
        producer.close(Duration.ofSeconds(5));
        versions.close();
        models.close();
        quarantined.close();
    }
}
