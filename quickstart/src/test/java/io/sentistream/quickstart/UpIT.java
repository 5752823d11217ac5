package io.sentistream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code up} in a process of its own, and the commands that talk to it. */
class UpIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void killWhatIsLeft() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    @Timeout(900)
    void reviewsAreClassifiedFeedbackLeadsToANewVersionAndARestartGoesOnWithIt() throws Exception {
        Up up = up();
        up.awaitUp();
        assertThat(up.page("/readyz")).isEqualTo("ready\n");
        assertThat(up.page("/metrics")).contains("sentistream_classify_serving{version=\"v1-");
        JsonNode before = review("this film is great");
        assertThat(before.get("scores").get("positive").doubleValue()
                        + before.get("scores").get("negative").doubleValue())
                .isCloseTo(1, org.assertj.core.api.Assertions.within(1e-3));
        assertThat(before.get("modelVersion").textValue()).startsWith("v1-");

        Cli early = Cli.run(directory.resolve("home"), "train", "--wait");
        assertThat(early.exitCode()).isEqualTo(1);
        assertThat(early.err()).contains("refused TRAIN by", "there is no feedback to learn from");

        Path labels = Files.writeString(directory.resolve("labels.tsv"), TinySystem.rows("film %d is %s"));
        assertThat(run("feedback", "--file=" + labels).out()).isEqualTo("Sent 60 labels.\n");
        assertThat(run(
                                "feedback",
                                "--label=negative",
                                "--id=" + before.get("reviewId").textValue())
                        .out())
                .isEqualTo("Sent 1 label.\n");
        Cli trained = run("train", "--wait");

        assertThat(trained.out()).startsWith("v2-").contains("PROMOTED");
        String version = trained.out().substring(0, trained.out().indexOf(' '));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                                review("this film is great").get("modelVersion").textValue())
                        .isEqualTo(version));
        assertThat(run("models", "list").out()).contains("* " + version);
        List<JsonNode> versions = json(run("models", "list", "--json"));
        assertThat(versions)
                .hasSize(2)
                .allSatisfy(candidate -> assertThat(candidate.fieldNames())
                        .toIterable()
                        .contains(
                                "version", "verdict", "reason", "serves", "pinned", "parent", "metrics", "createdAt"));
        assertThat(versions.get(1).get("version").textValue()).isEqualTo(version);
        assertThat(versions)
                .extracting(candidate -> candidate.get("serves").booleanValue())
                .containsExactly(false, true);
        assertThat(json(run("feedback", "--json", "--label=positive", "film 1 is great"))
                        .get(0)
                        .get("sent")
                        .intValue())
                .isEqualTo(1);
        JsonNode sent =
                json(run("review", "--no-wait", "--json", "--id=r-1", "a film")).get(0);
        assertThat(sent.toString()).isEqualTo("{\"reviewId\":\"r-1\",\"text\":\"a film\"}");
        assertThat(run("doctor").out()).contains("ok      topics     all ", "ok      checkpoint " + version);
        assertThat(run("watch", "--from-beginning", "-n", "1").out()).contains("this film is great");

        String first = before.get("modelVersion").textValue();
        assertThat(run("models", "rollback", "--reason=complaints").out()).isEqualTo(first + " serves.\n");
        Cli refused = Cli.run(directory.resolve("home"), "models", "unpin");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("refused UNPIN by", first + " is not pinned");
        assertThat(run("models", "show", version).out())
                .contains("It served until ", first + " took its place", "rolled back by", "complaints");
        JsonNode shown = JSON.readTree(run("models", "show", "--json", first).out());
        assertThat(shown.get("serves").booleanValue()).isTrue();
        assertThat(shown.get("served")).hasSize(2);
        assertThat(run("models", "diff", first, version).out()).contains("parent", "adaptation.epochs");
        JsonNode promoted = json(run("models", "promote", "--json", version)).get(0);
        assertThat(promoted.get("version").textValue()).isEqualTo(version);
        assertThat(promoted.get("serves").booleanValue()).isTrue();
        assertThat(promoted.get("pinned").booleanValue()).isFalse();
        Cli piped = Cli.reading("a film\n\nthe book\n", directory.resolve("home"), "review", "--json", "-");
        assertThat(json(piped))
                .extracting(result -> result.get("text").asText())
                .containsExactly("a film", "the book");
        assertThat(run("reclassify", "--model=" + first, "--into=again").out())
                .containsPattern(
                        "Classified [1-9][0-9]* reviews of reviews by " + first + " into again in [0-9]+ s\\.\n");
        JsonNode again = json(run("reclassify", "--json", "--model=" + version, "--into=once-more"))
                .get(0);
        assertThat(again.get("classified").intValue()).isPositive();
        assertThat(again.get("modelVersion").textValue()).isEqualTo(version);
        assertThat(Cli.run(directory.resolve("home"), "reclassify", "--model=" + first, "--into=sentiment")
                        .err())
                .contains("the topic sentiment is read by others");

        assertThat(run("down").out()).startsWith("Stopped");
        assertThat(up.process().waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(up.output()).contains(version + " serves now");

        Up second = up();
        second.awaitUp();
        assertThat(second.output()).contains("model             " + version);
        assertThat(review("this film is great").get("modelVersion").textValue()).isEqualTo(version);
        assertThat(run("watch", "--from-beginning", "-n", "1").out()).contains("this film is great");
        assertThat(run("down", "--json").out()).isEqualTo("{\"stopped\":true}\n");
    }

    @Test
    @Timeout(900)
    void aCandidateOfTooLittleEvidenceRunsInTheShadowIsComparedAndPromotedByHand() throws Exception {
        Up up = up("--trainer=gate.gain.level=0.001", "--trainer=shadow.share=1");
        up.awaitUp();
        String first = review("this film is great").get("modelVersion").textValue();
        Path labels = Files.writeString(directory.resolve("labels.tsv"), TinySystem.rows("film %d is %s"));
        run("feedback", "--file=" + labels);
        Cli trained = run("train", "--wait");
        assertThat(trained.out()).startsWith("v2-").contains("UNDECIDED");
        String candidate = trained.out().substring(0, trained.out().indexOf(' '));
        assertThat(run("models", "list").out())
                .contains(
                        "* " + first,
                        "+ " + candidate,
                        candidate + " runs in the shadow of " + first + " on 100 % of the reviews",
                        "'models promote " + candidate + "' lets it serve");

        await().atMost(Duration.ofMinutes(5)).until(() -> {
            JsonNode result = review("a film for both");
            assertThat(result.get("modelVersion").textValue()).isEqualTo(first);
            run("feedback", "--label=positive", "--id=" + result.get("reviewId").textValue());
            JsonNode shadow = JSON.readTree(
                            run("models", "show", "--json", candidate).out())
                    .get("shadow");
            return shadow.get("answers").longValue() > 0
                    && shadow.get("labels").get("all").longValue() > 0
                    && shadow.get("labelsBeside").get("all").longValue() > 0;
        });
        assertThat(run("models", "show", first).out())
                .contains("have the label of " + first, "Labels found it right", "and " + first + " right");

        assertThat(run("models", "promote", candidate).out()).isEqualTo(candidate + " serves.\n");
        assertThat(run("models", "show", candidate).out())
                .contains(candidate + " ran in the shadow of " + first, ": it serves now.");
        assertThat(run("models", "rollback").out()).isEqualTo(first + " serves.\n");
        assertThat(run("models", "shadow", candidate, "--reason=once more").out())
                .isEqualTo(candidate + " runs in the shadow of " + first + ".\n");
        assertThat(run("models", "unshadow").out()).isEqualTo(candidate + " runs in the shadow no more.\n");
        assertThat(run("down").exitCode()).isZero();
    }

    @Test
    @Timeout(900)
    void aSecondSystemOnTheSameDataAndATakenPortAreRefusedByName() throws Exception {
        Up running = up();
        running.awaitUp();

        Up second = up();
        assertThat(second.process().waitFor()).isEqualTo(1);
        assertThat(second.output())
                .contains("process " + running.process().pid() + " is running on", "./sentistream down");
        assertThat(run("down").exitCode()).isZero();

        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Up refused = up("--kafka-port=" + taken.getLocalPort());
            assertThat(refused.process().waitFor()).isEqualTo(1);
            assertThat(refused.output())
                    .contains("sentistream: The port " + taken.getLocalPort() + " for Kafka is taken");
        }
    }

    @Test
    @Timeout(900)
    void aRegistryThatEndsByItselfEndsTheSystemWithAWordOnIt() throws Exception {
        Up running = up();
        running.awaitUp();

        running.process().children().forEach(ProcessHandle::destroyForcibly);

        assertThat(running.process().waitFor()).isEqualTo(1);
        assertThat(running.output()).contains("sentistream: the schema registry has ended; its log is ");
    }

    @Test
    @Timeout(900)
    void aModelThatIsNotThereEndsTheStartWithItsName() throws Exception {
        Up refused = up("--trainer=initial.model=" + directory.resolve("nothing"));

        assertThat(refused.process().waitFor()).isEqualTo(1);
        assertThat(refused.output())
                .contains("sentistream: ", directory.resolve("nothing").toString());
    }

    private Cli run(String... arguments) {
        Cli cli = Cli.run(directory.resolve("home"), arguments);
        assertThat(cli.err()).isEmpty();
        return cli;
    }

    private static List<JsonNode> json(Cli cli) throws IOException {
        List<JsonNode> objects = new ArrayList<>();
        for (String line : cli.out().lines().toList()) {
            objects.add(JSON.readTree(line));
        }
        return objects;
    }

    private JsonNode review(String text) throws IOException {
        return JSON.readTree(run("review", "--json", text).out());
    }

    private Up up(String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Dai.djl.offline=true",
                "-Dsentistream.registry.home=" + System.getProperty("sentistream.registry.home"),
                "-cp",
                System.getProperty("java.class.path"),
                Sentistream.class.getName(),
                "up",
                "--home=" + directory.resolve("home")));
        command.addAll(TinySystem.options(directory));
        command.add("--trainer=base.data=" + TinySystem.baseData(directory));
        command.addAll(List.of(more));
        Path output = Files.createTempFile(directory, "up", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        processes.add(process);
        return new Up(process, output);
    }

    private record Up(Process process, Path file) {
        void awaitUp() {
            await().atMost(Duration.ofMinutes(5))
                    .until(() -> !process.isAlive() || output().contains("Sentistream is up"));
            assertThat(output()).contains("Sentistream is up");
        }

        /** A page at the address that it printed. */
        String page(String path) throws IOException, InterruptedException {
            String address = output().replaceAll("(?s).*metrics, health +(\\S+)/metrics.*", "$1");
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(address + path)).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }

        String output() {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
