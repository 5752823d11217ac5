package io.sentistream.bert.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.bert.TinyBert;
import io.sentistream.bert.network.Device;
import io.sentistream.bert.network.Precision;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShutdownIT {
    private static final int SIGTERM = 143; // 128 + 15, as a shell reports it

    @Test
    void aTrainingThatIsToldToStopEndsWithoutACrash(@TempDir Path directory) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-XX:ErrorFile=" + directory.resolve("crash.log"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Training.class.getName())
                .redirectErrorStream(true)
                .start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                if (line.startsWith("step 1")) {
                    process.toHandle().destroy(); // leaves the output open
                }
            }
            assertThat(process.waitFor()).as(String.join("\n", lines)).isEqualTo(SIGTERM);
        } finally {
            process.destroyForcibly();
        }
        assertThat(lines).anyMatch(line -> line.startsWith("step 1"));
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    /** Trains for ever, in steps that take far longer than the JVM waits for native code when it ends. */
    public static final class Training {
        private Training() {}

        public static void main(String[] arguments) {
            List<int[]> rows = Stream.generate(() -> new int[64]).limit(48).toList();
            LabelledBatch batch = new LabelledBatch(rows, new int[rows.size()]);
            try (FineTuning training = FineTuning.start(
                    TinyBert.of("a", "b").size(6, 256, 4).checkpoint(),
                    OptimizerConfig.defaults(),
                    Device.CPU,
                    Precision.FLOAT32,
                    1)) {
                while (true) {
                    FineTuning.Step step = training.step(List.of(batch), 1e-5);
                    System.out.println("step " + training.steps() + " " + step);
                }
            }
        }
    }
}
