package io.sentistream.quickstart.settings;

import static io.sentistream.quickstart.settings.YamlFile.list;
import static io.sentistream.quickstart.settings.YamlFile.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sentistream.embedded.EmbeddedBroker;
import io.sentistream.embedded.SchemaRegistryProcess;
import io.sentistream.quickstart.client.Cluster;
import io.sentistream.quickstart.client.RoundTrip;
import io.sentistream.schemas.Sentiment;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the services of {@code docker-compose.yml} as processes, by the image's entry point, with the image's and their own
 * environment and health checks. Where containers would have names, volumes and ports of their own, the processes get those of
 * this machine.
 */
class ComposedServicesIT {
    private static final Path ROOT = Path.of("..");
    private static final Duration SOON = Duration.ofMinutes(4);
    private static final int TERMINATED = 128 + 15;

    @TempDir
    private Path directory;

    /** A service as a process. */
    private record Running(String name, Process process, List<String> healthCheck, Path log) {
        boolean healthy() throws IOException, InterruptedException {
            Process check =
                    new ProcessBuilder(healthCheck).redirectErrorStream(true).start();
            return check.waitFor(10, TimeUnit.SECONDS) && check.exitValue() == 0;
        }

        void awaitHealthy() {
            await().alias(name)
                    .atMost(SOON)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> {
                        assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
                        return healthy();
                    });
        }
    }

    @Test
    void theServicesGetHealthyAnswerAReviewAndStopWhenTheyAreTold() throws Exception {
        List<Running> running = new ArrayList<>();
        try (SchemaRegistryProcess registry = SchemaRegistryProcess.start(directory.resolve("registry"));
                EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"))) {
            Map<String, String> here = Map.of(
                    "kafka:29092", broker.bootstrapServers(),
                    "http://registry:8080/apis/ccompat/v7", registry.url(),
                    "/data", Files.createDirectory(directory.resolve("data")).toString());
            Running classify = start("classify", here, running);
            Running label = start("label", here, running);
            await().atMost(SOON).until(() -> Files.readString(classify.log()).contains("waits for the first model"));
            assertThat(classify.healthy()).as("healthy without a model").isFalse();

            Running trainer = start("trainer", here, running);
            Running console = start("console", here, running);
            for (Running service : List.of(trainer, classify, label, console)) {
                service.awaitHealthy();
            }
            Cluster cluster = new Cluster(broker.bootstrapServers(), registry.url());
            try (RoundTrip roundTrip = new RoundTrip(cluster, Optional.of("test"))) {
                assertThat(roundTrip.classify(List.of("A warm, funny and wise film."), SOON, (index, result) -> {}))
                        .extracting(Sentiment::getLabel)
                        .containsExactly("positive");
            }

            ObjectMapper json = new ObjectMapper();
            for (Running service : running) {
                service.process().destroy();
            }
            for (Running service : running) {
                assertThat(service.process().waitFor(40, TimeUnit.SECONDS))
                        .as("%s within stop_grace_period", service.name())
                        .isTrue();
                assertThat(service.process().exitValue()).isEqualTo(TERMINATED);
                assertThat(Files.readAllLines(service.log()))
                        .allSatisfy(line -> assertThat(json.readTree(line).isObject())
                                .as(line)
                                .isTrue());
            }
        } finally {
            running.forEach(service -> service.process().destroyForcibly());
        }
    }

    private Running start(String name, Map<String, String> here, List<Running> running) throws IOException {
        Map<String, Object> service = map(map(YamlFile.documents(ROOT.resolve("docker-compose.yml"))
                        .get(0)
                        .get("services"))
                .get(name));
        Image image = Image.read(Files.readString(ROOT.resolve("Dockerfile")));
        int port = freePort();

        List<String> command = new ArrayList<>();
        for (String word : image.entryPoint()) {
            command.add(
                    switch (word) {
                        case "java" ->
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString();
                        case "/app/lib/*" -> System.getProperty("java.class.path");
                        default -> word;
                    });
        }
        command.addAll(List.of(((String) service.get("command")).split(" ")));
        Path log = directory.resolve(name + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("SENTISTREAM_"));
        Map<String, String> environment = new LinkedHashMap<>(image.environment());
        map(service.get("environment")).forEach((variable, value) -> environment.put(variable, String.valueOf(value)));
        // The console's port is its default, which may be taken here.
        environment.put("SENTISTREAM_CONSOLE_HTTP_PORT", "8080");
        environment.forEach(
                (variable, value) -> builder.environment().put(variable, translated(variable, value, here, port)));

        List<String> check = new ArrayList<>();
        list(map(service.get("healthcheck")).get("test"))
                .forEach(word -> check.add(word.toString().replace("localhost/8080", "localhost/" + port)));
        assertThat(check.remove(0)).isEqualTo("CMD");
        Running started = new Running(name, builder.start(), check, log);
        running.add(started);
        return started;
    }

    private static String translated(String variable, String value, Map<String, String> here, int port) {
        if (variable.endsWith("_HTTP_PORT")) {
            return Integer.toString(port);
        }
        Matcher withDefault = Pattern.compile("\\$\\{\\w+:-(.*)}").matcher(value);
        String translated = withDefault.matches() ? withDefault.group(1) : value;
        for (Map.Entry<String, String> name : here.entrySet()) {
            translated = translated.replace(name.getKey(), name.getValue());
        }
        return translated;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** What the image for the CPU says: the last stage of the Dockerfile. */
    private record Image(List<String> entryPoint, Map<String, String> environment) {
        static Image read(String dockerfile) throws IOException {
            String stage =
                    dockerfile.substring(dockerfile.lastIndexOf("\nFROM ")).replace("\\\n", " ");
            Matcher entryPoint = Pattern.compile("(?m)^ENTRYPOINT (\\[.*])$").matcher(stage);
            assertThat(entryPoint.find()).isTrue();
            Map<String, String> environment = new LinkedHashMap<>();
            Pattern.compile("(?m)^ENV (.*)$")
                    .matcher(stage)
                    .results()
                    .flatMap(line -> Pattern.compile("(\\w+)=(\\S+)")
                            .matcher(line.group(1))
                            .results())
                    .forEach(variable -> environment.put(variable.group(1), variable.group(2)));
            assertThat(environment).containsKey("SENTISTREAM_HOME");
            return new Image(List.of(new ObjectMapper().readValue(entryPoint.group(1), String[].class)), environment);
        }
    }
}
