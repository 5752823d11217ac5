package io.sentistream.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.schemas.Feedback;
import io.sentistream.schemas.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process: configured by the environment, stopped by a signal. */
class ClassifierMainIT {
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

    private static byte[] feedback(Stage stage, String text) {
        return stage.avro(Topic.FEEDBACK, new Feedback(null, text, "positive", "ann", false, null, Instant.EPOCH));
    }

    private Process start(Stage stage) throws IOException {
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
        return builder.start();
    }

    private String log() throws IOException {
        return Files.readString(directory.resolve("label.log"));
    }
}
