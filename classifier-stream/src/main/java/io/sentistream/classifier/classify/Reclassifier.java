package io.sentistream.classifier.classify;

import io.sentistream.classifier.classify.Outcome.Classified;
import io.sentistream.classifier.classify.Outcome.Rejected;
import io.sentistream.classifier.input.Patience;
import io.sentistream.classifier.input.RawRecord;
import io.sentistream.classifier.input.RejectedException;
import io.sentistream.classifier.input.Rejection;
import io.sentistream.classifier.model.Model;
import io.sentistream.classifier.model.ModelSlot;
import io.sentistream.schemas.AvroSerdes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Classifies a topic of reviews, or a range of its time, once more by one model into another topic, in the classifier's
 * micro-batches. It reads to what is the end when it begins.
 *
 * <p>Results and the offsets that they are of are committed together, so that the same job, begun again after it was
 * interrupted or killed, goes on where it was, and whoever reads what is committed finds each result once. Begun again
 * after its end, it does what has come since. Used by one thread.
 */
public final class Reclassifier implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ReclassifyJob job;
    private final Consumer<byte[], byte[]> consumer;
    private final Producer<byte[], byte[]> producer;
    private final ModelSlot models = new ModelSlot();
    private final PollMemory memory;
    private final MicroBatches batches;
    private final SentimentWriter writer;

    /** Reclassifies by this model, which is closed with this. */
    public Reclassifier(
            ReclassifyJob job,
            Model model,
            AvroSerdes serdes,
            Consumer<byte[], byte[]> consumer,
            Producer<byte[], byte[]> producer) {
        this.job = job;
        this.consumer = consumer;
        this.producer = producer;
        models.swap(model);
        memory = new PollMemory(job.topic(), Long.MAX_VALUE, new AtomicLong());
        batches = new MicroBatches(
                models, job.format().decoder(serdes), new Patience(PATIENCE), new RecentAnswers(), job.batchTokens());
        writer = new SentimentWriter(job.into(), serdes, true, job::maxBytes);
    }

    /**
     * Does the job.
     *
     * @param listener is told after each commit how far it is
     * @return what became of it all
     * @throws KafkaException if the brokers or the registry don't answer, or another process does the same job
     */
    public Reclassified run(java.util.function.Consumer<Reclassified> listener) {
        producer.initTransactions();
        List<TopicPartition> partitions = consumer.partitionsFor(job.topic()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> starts = starts(partitions, ends);
        starts.forEach(consumer::seek);
        long records = ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - starts.get(end.getKey())))
                .sum();
        Reclassified done = Reclassified.none(records);
        while (!positions(ends).equals(ends)) {
            done = step(consumer.poll(POLL), ends, done);
            listener.accept(done.withLeft(left(ends)));
        }
        return done.withLeft(0);
    }

    @Override
    public void close() {
        models.close();
    }

    /** Where each partition begins: after what was committed before, or else at the first record of the time asked for. */
    private Map<TopicPartition, Long> starts(Collection<TopicPartition> partitions, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> starts = new HashMap<>();
        Map<TopicPartition, Long> times = partitions.stream()
                .collect(Collectors.toMap(
                        partition -> partition, partition -> job.from().toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> first = consumer.offsetsForTimes(times);
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(partitions));
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp found = first.get(partition);
            long start = found == null ? ends.get(partition) : found.offset();
            OffsetAndMetadata before = committed.get(partition);
            starts.put(partition, before == null ? start : Math.max(start, before.offset()));
        }
        return starts;
    }

    private Reclassified step(
            ConsumerRecords<byte[], byte[]> poll, Map<TopicPartition, Long> ends, Reclassified before) {
        List<ConsumerRecord<byte[], byte[]>> wanted = wanted(poll, ends);
        Reclassified done = before;
        producer.beginTransaction();
        try {
            for (ConsumerRecord<byte[], byte[]> record : wanted) {
                done = classify(record, done);
            }
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
            positions(ends).forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
            producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
            producer.commitTransaction();
            return done;
        } catch (RuntimeException e) {
            producer.abortTransaction();
            throw e;
        }
    }

    /** The records of a poll that are of the time asked for; they are remembered, to be classified together. */
    private List<ConsumerRecord<byte[], byte[]>> wanted(
            ConsumerRecords<byte[], byte[]> poll, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> wanted = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : poll) {
            var partition = new TopicPartition(record.topic(), record.partition());
            Instant time = Instant.ofEpochMilli(record.timestamp());
            if (record.offset() < ends.get(partition) && !time.isBefore(job.from()) && time.isBefore(job.to())) {
                wanted.computeIfAbsent(partition, first -> new ArrayList<>()).add(record);
            }
        }
        memory.remember(new ConsumerRecords<>(wanted, Map.of()));
        return wanted.values().stream().flatMap(List::stream).toList();
    }

    private Reclassified classify(ConsumerRecord<byte[], byte[]> record, Reclassified done) {
        Polled polled = memory.take(RawRecord.of(record));
        if (polled.outcome() == null) {
            batches.classify(polled, memory.upcoming());
        }
        Rejection why;
        if (polled.outcome() instanceof Rejected rejected) {
            why = rejected.rejection();
        } else {
            try {
                send(record, (Classified) polled.outcome());
                return done.withClassified();
            } catch (RejectedException e) {
                why = e.rejection();
            }
        }
        return done.withRejected(polled.raw().position(), why);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the commit throws what a send did
    private void send(ConsumerRecord<byte[], byte[]> review, Classified classified) throws RejectedException {
        Record<byte[], byte[]> result = writer.write(
                new Record<>(review.key(), review.value(), Math.max(0, review.timestamp()), review.headers()),
                classified,
                Instant.now());
        producer.send(new ProducerRecord<>(
                job.into(), null, result.timestamp(), result.key(), result.value(), result.headers()));
    }

    private Map<TopicPartition, Long> positions(Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> positions = new HashMap<>();
        // Transaction markers take offsets too, so the position tells how far it is, and no record does.
        ends.forEach((partition, end) -> positions.put(partition, Math.min(end, consumer.position(partition))));
        return positions;
    }

    private long left(Map<TopicPartition, Long> ends) {
        return positions(ends).entrySet().stream()
                .mapToLong(position -> ends.get(position.getKey()) - position.getValue())
                .sum();
    }
}
