package io.sentistream.resilience.classify;

import io.sentistream.classifier.bench.IdleModel;
import io.sentistream.classifier.bench.SleepingModel;
import io.sentistream.classifier.classify.ClassifierConfig;
import io.sentistream.classifier.classify.ClassifierService;
import io.sentistream.classifier.model.ModelLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** A classifier process to be killed, with another model than a BERT: its arguments are a properties file and a kind. */
public final class ClassifierProgram {
    /** What classifies. */
    public enum Kind {
        /** Ours, with a model that costs nothing. */
        IDLE,
        /** Ours, with a model that sleeps 20 ms a record. */
        SLEEPING,
        /** Not ours: holds records in memory until a timer fires. */
        BUFFERING
    }

    private ClassifierProgram() {}

    /** Runs until it is told to stop, or killed. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(Path.of(arguments[0]))) {
            properties.load(reader);
        }
        Map<String, String> settings = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
        ClassifierConfig config = ClassifierConfig.of(settings);
        Runnable close = switch (Kind.valueOf(arguments[1])) {
            case IDLE -> serve(config, announced -> new IdleModel(announced.getVersion()));
            case SLEEPING ->
                serve(
                        config,
                        announced -> new SleepingModel(announced.getVersion(), Duration.ZERO, Duration.ofMillis(20)));
            case BUFFERING -> BufferingClassifier.start(config)::close;
        };
        Runtime.getRuntime().addShutdownHook(new Thread(close, "stop"));
        Thread.currentThread().join();
    }

    private static Runnable serve(ClassifierConfig config, ModelLoader loader) {
        var service = new ClassifierService(config, loader);
        service.start();
        return service::close;
    }
}
