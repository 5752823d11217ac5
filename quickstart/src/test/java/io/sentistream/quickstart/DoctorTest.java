package io.sentistream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code doctor} without a cluster; {@link DoctorIT} has one. */
class DoctorTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path home;

    private static Map<String, JsonNode> checks(String output) {
        return output.lines()
                .map(DoctorTest::read)
                .collect(Collectors.toMap(check -> check.get("check").asText(), check -> check));
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new AssertionError(line + " is no JSON", e);
        }
    }

    private static String outcome(Map<String, JsonNode> checks, String check) {
        return checks.get(check).get("outcome").asText();
    }

    @Test
    void whereNothingRunsThatIsAWarningWithTheCommandThatStartsIt() {
        Cli doctor = Cli.run(home, "doctor");

        assertThat(doctor.err()).isEmpty();
        assertThat(doctor.exitCode()).isZero();
        assertThat(doctor.out())
                .containsPattern("ok      java       \\d+")
                .containsPattern("ok      pytorch    PyTorch 2\\.")
                .containsPattern("ok      tokenizers Hugging Face's tokenizers \\d+\\.")
                .containsPattern("(ok|warning) +gpu ")
                .contains("warning broker     nothing is running on " + home + " → ./sentistream up starts it")
                .contains("warning registry   nothing is running")
                .doesNotContain("\tat ", "\u001b");
    }

    @Test
    void forProgramsEachCheckIsAnObject() {
        Cli doctor = Cli.run(home, "doctor", "--json");

        Map<String, JsonNode> checks = checks(doctor.out());
        assertThat(checks.keySet())
                .contains("java", "memory", "home", "pytorch", "tokenizers", "gpu")
                .contains("broker", "registry", "topics", "checkpoint");
        assertThat(checks.values())
                .allSatisfy(check ->
                        assertThat(check.fieldNames()).toIterable().containsExactly("check", "outcome", "what", "fix"));
        assertThat(outcome(checks, "tokenizers")).isEqualTo("ok");
        assertThat(outcome(checks, "broker")).isEqualTo("warning");
    }

    @Test
    void whereNoBrokerAndNoRegistryAnswerBothFailByName() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        String registry = "http://127.0.0.1:" + closed;

        Cli doctor =
                Cli.run(home, "doctor", "--json", "--bootstrap-servers=127.0.0.1:" + closed, "--registry=" + registry);

        assertThat(doctor.exitCode()).isEqualTo(1);
        assertThat(doctor.err()).isEqualTo("sentistream: 2 checks failed; each says what to do\n");
        Map<String, JsonNode> checks = checks(doctor.out());
        assertThat(outcome(checks, "broker")).isEqualTo("failed");
        assertThat(checks.get("broker").get("what").asText()).contains("no Kafka answers at 127.0.0.1:" + closed);
        assertThat(checks.get("broker").get("fix").asText()).contains("--bootstrap-servers");
        assertThat(outcome(checks, "registry")).isEqualTo("failed");
        assertThat(checks.get("registry").get("what").asText()).contains(registry);
        assertThat(outcome(checks, "topics")).isEqualTo("warning");
        assertThat(checks.get("checkpoint").get("what").asText()).contains("not looked at");
    }

    @Test
    void anAddressThatIsNoneFailsInsteadOfATrace() {
        Cli doctor = Cli.run(home, "doctor", "--bootstrap-servers=nowhere", "--registry=http://127.0.0.1:1");

        assertThat(doctor.exitCode()).isEqualTo(1);
        assertThat(doctor.out()).contains("failed  broker     no Kafka answers at nowhere (Invalid url");
        assertThat(doctor.err()).hasLineCount(1);
    }

    @Test
    void librariesThatDoNotLoadFailAndTheRestIsStillLookedAt() throws Exception {
        Path file = Files.createFile(home.resolve("file"));
        Process process = process(
                "-DPYTORCH_LIBRARY_PATH=" + Files.createDirectory(home.resolve("empty")),
                "-DPYTORCH_FLAVOR=cpu",
                "-DDJL_CACHE_DIR=" + file.resolve("cache"),
                "-DENGINE_CACHE_DIR=" + file.resolve("cache"));
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isEqualTo(1);
        Map<String, JsonNode> checks =
                checks(output.lines().filter(line -> line.startsWith("{")).collect(Collectors.joining("\n")));
        assertThat(outcome(checks, "pytorch")).isEqualTo("failed");
        assertThat(checks.get("pytorch").get("fix").asText()).contains("PYTORCH_LIBRARY_PATH is " + home);
        assertThat(outcome(checks, "tokenizers")).isEqualTo("failed");
        assertThat(checks.get("tokenizers").get("fix").asText()).contains("cache/djl");
        assertThat(checks).doesNotContainKey("gpu").containsKey("checkpoint");
        assertThat(output).contains("2 checks failed");
    }

    private Process process(String... properties) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(properties));
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), Sentistream.class.getName(), "doctor", "--json"));
        command.add("--home=" + home);
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
