package io.sentistream.trainer.control;

import io.sentistream.operations.health.Health;
import io.sentistream.schemas.QuarantinedLabel;
import io.sentistream.trainer.TrainerConfig;
import io.sentistream.trainer.metrics.TrainerMetrics;
import io.sentistream.trainer.progress.CurrentTraining;
import io.sentistream.trainer.progress.ProgressTopic;
import io.sentistream.trainer.retraining.TrainingThread;
import io.sentistream.trainer.store.CheckpointStore;
import io.sentistream.trainer.training.TrainingListener;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs session after session: where Kafka or the registry is away it waits and begins again, and a training goes on
 * meanwhile. It stops only when told to, or when another trainer has taken the line over.
 */
public final class Controller implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(Controller.class);
    private static final long PAUSE_MS = 1_000;

    private final TrainerConfig config;
    private final Clients clients;
    private final CheckpointStore checkpoints;
    private final ProgressTopic progress;
    private final TrainingThread training;
    private final Trigger trigger;
    private final TrainerMetrics metrics;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Optional<String> failure = Optional.empty();
    private volatile Health health = Health.unready("the trainer has not begun");

    /** A controller that does nothing until it is run; listener and metrics follow its trainings. */
    public Controller(TrainerConfig config, Clients clients, TrainingListener listener, TrainerMetrics metrics) {
        this.config = config;
        this.clients = clients;
        checkpoints = new CheckpointStore(config.storeDirectory().resolve(config.line()));
        CurrentTraining current = new CurrentTraining();
        progress = new ProgressTopic(config.connection(), config.line(), current, metrics);
        training = new TrainingThread(
                config, checkpoints, TrainingListener.all(listener, metrics, current), current, metrics);
        trigger = new Trigger(config.retrain(), System::nanoTime);
        this.metrics = metrics;
    }

    /** Runs until {@link #stop}, or until it is fenced. */
    @Override
    public void run() {
        try (progress;
                training) {
            progress.start();
            boolean prepared = false;
            health = Health.unready("the trainer: Kafka, the schema registry and the topics are asked");
            while (closing.getCount() > 0) {
                try {
                    if (!prepared) {
                        config.connection().prepare();
                        prepared = true;
                    }
                    session();
                } catch (FencedException e) {
                    throw e;
                } catch (KafkaException | UnavailableException e) {
                    health = Health.unready("the trainer can't work with Kafka or the registry now: " + e.getMessage());
                    log.warn(
                            "Kafka or the registry ({}) can't be worked with now; trying again: {}",
                            config.connection(),
                            e.toString());
                    pause();
                }
            }
        } catch (FencedException e) {
            log.error("{}", e.getMessage());
            end(e.getMessage());
        } catch (RuntimeException | Error e) {
            log.error("The trainer stops", e);
            end(e.toString());
        }
    }

    /** Ends the run soon. */
    public void stop() {
        closing.countDown();
    }

    /** How the controller is; never waits. */
    public Health health() {
        boolean told = failure.isEmpty() && closing.getCount() == 0;
        return told ? Health.unready("the trainer was told to stop") : health;
    }

    /** Why the run ended by itself; empty if it did not. */
    public Optional<String> failure() {
        return failure;
    }

    private void end(String why) {
        failure = Optional.of(why);
        health = Health.dead("the trainer has ended: " + why);
    }

    private void session() {
        try (Source source = Source.open(clients, metrics);
                Announcer announcer =
                        new Announcer(clients, metrics, source.consumer().groupMetadata())) {
            LineState line = LineReader.read(clients, config.line());
            Map<String, QuarantinedLabel> setAside = QuarantineReader.read(clients, config.line());
            try (Session session =
                    new Session(config, line, setAside, announcer, source, checkpoints, training, trigger, metrics)) {
                health = Health.READY;
                while (closing.getCount() > 0) {
                    session.turn();
                }
            }
        }
    }

    private void pause() {
        try {
            closing.await(PAUSE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            stop();
        }
    }
}
