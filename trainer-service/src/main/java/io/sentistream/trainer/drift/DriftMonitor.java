package io.sentistream.trainer.drift;

import io.sentistream.bert.network.Device;
import io.sentistream.schemas.Connection;
import io.sentistream.trainer.metrics.TrainerMetrics;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a line on a thread of its own, which disturbs nobody: where Kafka or the registry is away it waits and goes on
 * later, and what goes wrong in it is logged.
 */
public final class DriftMonitor implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DriftMonitor.class);
    private static final long PAUSE_MS = 1_000;
    private static final long CLOSE_WITHIN_MS = 5_000;

    private final String line;
    private final DriftConfig config;
    private final Connection connection;
    private final LabelRequests requests;
    private final TrainerMetrics metrics;
    private final DriftState state;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private String told = "";

    /**
     * Watches nothing yet.
     *
     * @param device where a model is run to choose what to ask for
     */
    public DriftMonitor(String line, DriftConfig config, Connection connection, Device device, TrainerMetrics metrics) {
        this.line = line;
        this.config = config;
        this.connection = connection;
        this.metrics = metrics;
        requests = new LabelRequests(line, device, this::isClosing);
        state = new DriftState(config);
        thread = new Thread(this::run, "drift-" + line);
        thread.setDaemon(true);
    }

    /** Watches from now on. */
    public void start() {
        thread.start();
    }

    private void run() {
        while (!isClosing()) {
            try (DriftTopics topics = new DriftTopics(connection, metrics)) {
                DriftSession session = new DriftSession(line, config, topics, state, requests, metrics);
                while (!isClosing()) {
                    session.turn();
                }
            } catch (UnknownTopicOrPartitionException e) {
                log.debug("The watch waits for the controller to make the topics", e);
                pause();
            } catch (RuntimeException e) {
                if (!isClosing()) {
                    tell(e);
                    pause();
                }
            }
        }
    }

    /** Once, where the same goes wrong again and again. */
    private void tell(RuntimeException failure) {
        if (!failure.toString().equals(told)) {
            told = failure.toString();
            log.warn(
                    "The line {} can't be watched for drift now, which harms nothing else; trying again: {}",
                    line,
                    told);
            log.debug("The cause", failure);
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void pause() {
        try {
            closing.await(PAUSE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closing.countDown();
        }
    }

    /** Ends the watch; a choice of reviews that goes on is given up. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(CLOSE_WITHIN_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
