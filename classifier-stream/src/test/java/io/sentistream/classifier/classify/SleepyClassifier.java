package io.sentistream.classifier.classify;

import io.sentistream.classifier.bench.SleepingModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** A classifier process with a model that sleeps 20 ms a record, to be killed; its one argument is a properties file. */
final class SleepyClassifier {
    private SleepyClassifier() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(Path.of(arguments[0]))) {
            properties.load(reader);
        }
        Map<String, String> settings = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
        var service = new ClassifierService(
                ClassifierConfig.of(settings),
                announced -> new SleepingModel(announced.getVersion(), Duration.ZERO, Duration.ofMillis(20)));
        service.start();
        Thread.currentThread().join();
    }
}
