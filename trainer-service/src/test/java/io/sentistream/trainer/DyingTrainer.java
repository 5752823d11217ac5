package io.sentistream.trainer;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sentistream.schemas.Connection;
import io.sentistream.trainer.control.Clients;
import io.sentistream.trainer.evaluation.Evaluation;
import io.sentistream.trainer.training.TrainingListener;
import io.sentistream.trainer.training.TrainingProgress;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A trainer process that is killed at a point between its reading of feedback and the end of its announcement: its
 * arguments are a properties file and the point.
 */
public final class DyingTrainer {
    private static final String CANDIDATE = "v2-";
    private static final int LATER = 5;

    /** Where it dies. */
    public enum Point {
        FIRST_STEP,
        LATER_STEP,
        EVALUATED,
        TRAINED,
        /** The checkpoint has its name. */
        WRITTEN,
        /** The transaction has begun, and nothing is sent. */
        BEGUN,
        /** The version is sent. */
        SENT,
        /** The checkpoint is being written. */
        HALF_WRITTEN,
        /** All is sent, and not committed. */
        OFFSETS_SENT,
        /** The brokers have committed, and the trainer does not know it. */
        COMMITTED
    }

    private final Point point;

    private DyingTrainer(Point point) {
        this.point = point;
    }

    /** Runs until it is killed. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(Path.of(arguments[0]))) {
            properties.load(reader);
        }
        Map<String, String> settings = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
        new DyingTrainer(Point.valueOf(arguments[1])).run(TrainerConfig.of(settings));
    }

    private void run(TrainerConfig config) throws InterruptedException {
        if (point == Point.HALF_WRITTEN || point == Point.WRITTEN) {
            File store = config.storeDirectory().resolve(config.line()).toFile();
            Thread watch = new Thread(() -> watch(store), "watch");
            watch.setDaemon(true);
            watch.start();
        }
        Clients clients = new Announcing(config.connection(), TrainerService.transactionalId(config.line()));
        try (TrainerService service = new TrainerService(config, clients, new Training(), new SimpleMeterRegistry())) {
            service.start();
            System.out.println("stopped: " + service.awaitStop());
        }
    }

    private void watch(File store) {
        String awaited = point == Point.WRITTEN ? CANDIDATE : "." + CANDIDATE;
        while (true) {
            String[] names = store.list((directory, name) -> name.startsWith(awaited));
            if (names != null && names.length > 0) {
                // A signal would take longer than the rest of the writing.
                Runtime.getRuntime().halt(137);
            }
            Thread.onSpinWait();
        }
    }

    private void at(Point reached) {
        if (point == reached) {
            try {
                String own = Long.toString(ProcessHandle.current().pid());
                new ProcessBuilder("kill", "-9", own).start().waitFor();
                Thread.currentThread().join();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private final class Training implements TrainingListener {
        @Override
        public void stepped(TrainingProgress progress) {
            at(Point.FIRST_STEP);
            if (progress.step() == LATER) {
                at(Point.LATER_STEP);
            }
        }

        @Override
        public void evaluated(TrainingProgress progress, Evaluation evaluation, boolean best) {
            at(Point.EVALUATED);
        }

        @Override
        public void ended() {
            at(Point.TRAINED);
        }
    }

    private final class Announcing extends Clients {
        Announcing(Connection connection, String name) {
            super(connection, name);
        }

        @Override
        @SuppressWarnings("unchecked")
        protected Producer<byte[], byte[]> producer() {
            Producer<byte[], byte[]> real = super.producer();
            boolean[] candidate = {false};
            return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                    Producer.class.getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("send")
                                && isCandidate((ProducerRecord<byte[], byte[]>) arguments[0])) {
                            candidate[0] = true;
                            at(Point.BEGUN);
                        }
                        Object result = invoke(real, method, arguments);
                        if (candidate[0]) {
                            switch (method.getName()) {
                                case "send" -> at(Point.SENT);
                                case "sendOffsetsToTransaction" -> at(Point.OFFSETS_SENT);
                                case "commitTransaction" -> at(Point.COMMITTED);
                                default -> {}
                            }
                        }
                        return result;
                    });
        }

        private static boolean isCandidate(ProducerRecord<byte[], byte[]> record) {
            return new String(record.key(), StandardCharsets.UTF_8).startsWith(CANDIDATE);
        }

        private static Object invoke(Producer<byte[], byte[]> real, Method method, Object[] arguments)
                throws Throwable {
            try {
                return method.invoke(real, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }
}
