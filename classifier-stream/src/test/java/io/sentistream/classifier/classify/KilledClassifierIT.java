package io.sentistream.classifier.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.classifier.Stage;
import io.sentistream.classifier.bench.ResultsVerifier;
import io.sentistream.classifier.bench.ResultsVerifier.Entry;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Shadow;
import io.sentistream.schemas.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exactly once, when a process is killed or told to stop between and within its micro-batches. */
class KilledClassifierIT {
    private static final int REVIEWS = 300;
    private static final int TERMINATED = 128 + 15;
    private static final int NEVER = Integer.MAX_VALUE;

    @TempDir
    private Path directory;

    @Test
    void everyReviewHasOneResultThoughTheClassifierIsKilledInMidStream() throws Exception {
        try (Stage stage = new Stage("killed")) {
            stage.announce("v1", "none", "none");
            List<Entry> sent = stage.reviews(0, REVIEWS, 5);
            Path settings = settings(stage);

            killAfter(50, start(settings, 80), stage);
            killAfter(150, start(settings, 100), stage);
            Process last = start(settings, NEVER);
            try {
                assertThat(ResultsVerifier.verify(sent, stage.results(REVIEWS)))
                        .isEqualTo(new ResultsVerifier.Findings(List.of(), List.of(), List.of(), List.of()));
            } finally {
                last.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void theResultsOfTheShadowAreThereOnceEachThoughTheClassifierIsKilledInMidStream() throws Exception {
        try (Stage stage = new Stage("killed-shadow")) {
            stage.announce("v1", "none", "none");
            ServingModel shadow = ServingModel.newBuilder()
                    .setVersion("v2")
                    .setUri("none")
                    .setManifestSha256("none")
                    .setShare(1)
                    .setBeside("v1")
                    .setSince(Instant.EPOCH)
                    .build();
            stage.send(Topic.MODELS, Stage.utf8(Shadow.key("default")), stage.avro(Topic.MODELS, shadow));
            Path settings = settings(stage);
            Process first = start(settings, 80);
            stage.review("k0", "r0", "this is film 0");
            stage.read(Topic.SENTIMENT, 1);
            int early = stage.readAll(Topic.SENTIMENT_SHADOW).size(); // none where the shadow was loaded later
            List<Entry> sent = stage.reviews(1, REVIEWS, 5);

            killAfter(50, first, stage);
            killAfter(150, start(settings, 100), stage);
            Process last = start(settings, NEVER);
            try {
                assertThat(stage.results(REVIEWS + 1)).hasSize(REVIEWS + 1);
                List<Entry> said = stage.read(Topic.SENTIMENT_SHADOW, REVIEWS / 2).stream()
                        .map(record -> new Entry(
                                Stage.text(record.key()),
                                stage.sentiment(record).getReviewId()))
                        .toList();
                assertThat(said).as("none twice").doesNotHaveDuplicates();
                assertThat(said.size()).isBetween(early + REVIEWS / 2, REVIEWS + 1);
                assertThat(sent)
                        .containsAll(said.stream()
                                .filter(entry -> !entry.reviewId().equals("r0"))
                                .toList());
            } finally {
                last.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void whatAClassifierHasAnsweredWhenItIsToldToStopIsCommitted() throws Exception {
        try (Stage stage = new Stage("told")) {
            stage.announce("v1", "none", "none");
            List<Entry> sent = stage.reviews(0, REVIEWS, 5);
            Path settings = settings(stage, "shutdown.timeout", "1m");

            stopAfter(20, start(settings, REVIEWS - 100), stage);
            int answered = answered();
            assertThat(stage.results(answered)).hasSize(answered);
            assertThat(log()).contains("all is committed");

            Process successor = start(settings, NEVER);
            try {
                assertThat(ResultsVerifier.verify(sent, stage.results(REVIEWS)).clean())
                        .isTrue();
            } finally {
                successor.destroyForcibly().waitFor();
            }
            assertThat(answered()).as("answers of both, none of them twice").isEqualTo(REVIEWS);
        }
    }

    @Test
    void aStopThatWouldTakeTooLongLeavesTheRestToTheSuccessor() throws Exception {
        int many = 5 * REVIEWS; // half a minute of work, all of it polled
        try (Stage stage = new Stage("hurried")) {
            stage.announce("v1", "none", "none");
            List<Entry> sent = stage.reviews(0, many, 5);

            stopAfter(20, start(settings(stage, "shutdown.timeout", "4s", "max.poll.records", "10000"), 50), stage);
            assertThat(answered()).as("answers before the time was over").isLessThan(many);

            Process successor = start(settings(stage), NEVER);
            try {
                assertThat(ResultsVerifier.verify(sent, stage.results(many)).clean())
                        .isTrue();
            } finally {
                successor.destroyForcibly().waitFor();
            }
        }
    }

    /** Sends SIGTERM when so many results are committed, and it is in the midst of more. */
    private void stopAfter(int results, Process process, Stage stage) throws Exception {
        int committed = stage.results(results).size();
        process.destroy();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(log()).isEqualTo(TERMINATED);
        assertThat(committed).as("results when it was told").isLessThan(REVIEWS);
    }

    private int answered() throws IOException {
        return log().lines()
                .filter(line -> line.startsWith("answered "))
                .mapToInt(line -> Integer.parseInt(line.substring("answered ".length())))
                .sum();
    }

    private String log() throws IOException {
        return Files.readString(directory.resolve("classifier.log"));
    }

    /** Kills the process with SIGKILL when so many results are committed, and it is in the midst of more. */
    private static void killAfter(int results, Process process, Stage stage) throws InterruptedException {
        int committed = stage.results(results).size();
        process.destroyForcibly().waitFor();
        assertThat(committed).as("results when it was killed").isLessThan(REVIEWS);
    }

    private Path settings(Stage stage, String... keysAndValues) throws IOException {
        Properties properties = new Properties();
        properties.putAll(stage.settings("classify"));
        properties.putAll(Map.of(
                "transaction.timeout.ms", "6s",
                "batch.tokens", "256",
                "max.windows", "1",
                "slowest.tokens.per.second", "1600"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.setProperty(keysAndValues[i], keysAndValues[i + 1]);
        }
        Path file = directory.resolve("classifier.properties");
        try (var writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        return file;
    }

    private Process start(Path settings, int tiresAfter) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SleepyClassifier.class.getName(),
                        settings.toString(),
                        Integer.toString(tiresAfter))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("classifier.log").toFile()))
                .start();
    }
}
