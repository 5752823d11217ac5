package io.sentistream.trainer.progress;

import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.sentistream.schemas.Connection;
import io.sentistream.schemas.Topic;
import io.sentistream.schemas.TrainingUpdate;
import io.sentistream.trainer.metrics.TrainerMetrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the topic {@code training} how the current training goes, once a second at most. It has a thread and a producer of
 * its own, outside every transaction: where Kafka or the registry is away an update is lost, and no training notices.
 */
public final class ProgressTopic implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ProgressTopic.class);
    private static final long PAUSE_MS = 1_000;
    private static final int BLOCK_MS = 5_000;
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

    private final Connection connection;
    private final String line;
    private final CurrentTraining training;
    private final TrainerMetrics metrics;
    private final ScheduledExecutorService thread;
    private Producer<String, TrainingUpdate> producer;
    private KafkaClientMetrics shown;
    private volatile boolean failing;

    /** Tells nothing yet. */
    public ProgressTopic(Connection connection, String line, CurrentTraining training, TrainerMetrics metrics) {
        this.connection = connection;
        this.line = line;
        this.training = training;
        this.metrics = metrics;
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread worker = new Thread(task, "progress-" + line);
            worker.setDaemon(true);
            return worker;
        });
    }

    /** Tells from now on. */
    @SuppressWarnings("FutureReturnValueIgnored") // what goes wrong is logged where it does
    public void start() {
        thread.scheduleWithFixedDelay(this::tell, PAUSE_MS, PAUSE_MS, TimeUnit.MILLISECONDS);
    }

    private void tell() {
        try {
            training.take().ifPresent(this::send);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback tells
    private void send(TrainingUpdate update) {
        if (producer == null) {
            producer = producer();
            shown = metrics.show(producer);
        }
        producer.send(new ProducerRecord<>(connection.topics().name(Topic.TRAINING), line, update), (sent, failure) -> {
            if (failure == null) {
                failing = false;
            } else {
                failed(failure);
            }
        });
    }

    private Producer<String, TrainingUpdate> producer() {
        Map<String, Object> config = new HashMap<>(connection.clients());
        config.put(ProducerConfig.ACKS_CONFIG, "1");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MS);
        return new KafkaProducer<>(
                config, new StringSerializer(), connection.serdes().serializer());
    }

    private void failed(Exception failure) {
        if (!failing) {
            failing = true;
            log.warn(
                    "The progress of trainings can't be told on {} now, which harms no training: {}",
                    connection.topics().name(Topic.TRAINING),
                    failure.toString());
        }
    }

    /** Tells what is left to tell, if that takes no longer than 2 s. */
    @Override
    public void close() {
        thread.execute(() -> {
            tell();
            if (producer != null) {
                shown.close();
                producer.close(CLOSE_WITHIN);
            }
        });
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                log.debug("The last progress of a training is left untold");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
