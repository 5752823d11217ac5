package io.sentistream.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sentistream.schemas.Feedback;
import io.sentistream.schemas.Topic;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process: configured by the environment, stopped by a signal. */
class ClassifierMainIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TERMINATED = 128 + 15;

    @TempDir
    private Path directory;

    @Test
    void aProcessToldToStopCommitsWhatIsDoneAndItsSuccessorGoesOnFromThere() throws Exception {
        try (Stage stage = new Stage("main")) {
            stage.send(Topic.FEEDBACK, null, feedback(stage, "first"));
            Process process = start(stage);
            assertThat(stage.read(Topic.LABELLED, 1)).hasSize(1);
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(log()).isEqualTo(TERMINATED);

            stage.send(Topic.FEEDBACK, null, feedback(stage, "second"));
            Process successor = start(stage);
            try {
                assertThat(stage.read(Topic.LABELLED, 2)).hasSize(2);
            } finally {
                successor.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void aProcessInAContainerLogsObjectsAndShowsItsHealth() throws Exception {
        try (Stage stage = new Stage("container")) {
            Process process =
                    start(stage, Map.of("SENTISTREAM_LOG_FORMAT", "json", "SENTISTREAM_LABEL_HTTP_PORT", "0"));
            try {
                await().atMost(Duration.ofMinutes(2))
                        .untilAsserted(() -> assertThat(log()).contains("Metrics and health are at "));
                JsonNode told = logged().stream()
                        .filter(line -> line.get("formattedMessage").textValue().startsWith("Metrics and health"))
                        .findFirst()
                        .orElseThrow();
                assertThat(told.get("level").textValue()).isEqualTo("INFO");
                assertThat(told.get("loggerName").textValue()).startsWith("io.sentistream.");
                String address = told.get("formattedMessage").textValue().replaceAll(".* at ", "");
                await().atMost(Duration.ofMinutes(2))
                        .untilAsserted(
                                () -> assertThat(get(address + "/readyz")).isEqualTo("ready\n"));
                assertThat(get(address + "/metrics")).contains("sentistream_label_dead_letters_total");
            } finally {
                process.destroy();
                process.waitFor(60, TimeUnit.SECONDS);
            }
            assertThat(logged().get(logged().size() - 1).get("formattedMessage").textValue())
                    .endsWith("all is committed");
        }
    }

    @Test
    void aLogFormatThatIsNoneEndsTheProcessWithTwo() throws Exception {
        try (Stage stage = Stage.withoutTopics("format")) {
            Process process = start(stage, Map.of("SENTISTREAM_LOG_FORMAT", "xml"));
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(2);
            assertThat(log()).isEqualTo("SENTISTREAM_LOG_FORMAT=xml: give text or json" + System.lineSeparator());
        }
    }

    private List<JsonNode> logged() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : log().lines().toList()) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    private static String get(String address) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static byte[] feedback(Stage stage, String text) {
        return stage.avro(Topic.FEEDBACK, new Feedback(null, text, "positive", "ann", false, null, Instant.EPOCH));
    }

    private Process start(Stage stage) throws IOException {
        return start(stage, Map.of());
    }

    private Process start(Stage stage, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ClassifierMain.class.getName(),
                        "label")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("label.log").toFile()));
        stage.settings("label")
                .forEach((key, value) -> builder.environment()
                        .put("SENTISTREAM_LABEL_" + key.toUpperCase(Locale.ROOT).replace('.', '_'), value));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private String log() throws IOException {
        return Files.readString(directory.resolve("label.log"));
    }
}
