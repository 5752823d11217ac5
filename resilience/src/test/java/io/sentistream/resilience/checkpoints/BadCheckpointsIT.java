package io.sentistream.resilience.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.CheckpointDigest;
import io.sentistream.bert.checkpoint.CheckpointException;
import io.sentistream.bert.inference.InferenceConfig;
import io.sentistream.bert.inference.TextClassifier;
import io.sentistream.classifier.Stage;
import io.sentistream.classifier.classify.ClassifierService;
import io.sentistream.classifier.model.ModelListener;
import io.sentistream.resilience.cluster.BrokerCluster;
import io.sentistream.schemas.Sentiment;
import io.sentistream.schemas.ServingModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad checkpoints that are announced to a running classifier: each is refused for what it is, and the good one serves. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadCheckpointsIT {
    private static final String GOOD = "v1-good";

    /** What became of an announcement. */
    private record Reply(String version, boolean serves, String reason) {}

    private final BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();
    private final AtomicInteger reviews = new AtomicInteger();
    private final AtomicInteger versions = new AtomicInteger(1);
    private final AtomicInteger announced = new AtomicInteger();

    @TempDir
    private static Path temporary;

    private Stage stage;
    private ClassifierService service;

    @BeforeAll
    void serveAGoodOne() throws Exception {
        BrokerCluster cluster = BrokerCluster.shared();
        stage = new Stage("bad", cluster.bootstrapServers(), cluster.registryUrl(), 1);
        service = new ClassifierService(stage.classifier());
        service.addListener(new ModelListener() {
            @Override
            public void serving(ServingModel model) {
                replies.add(new Reply(model.getVersion(), true, ""));
            }

            @Override
            public void refused(ServingModel model, String reason) {
                replies.add(new Reply(model.getVersion(), false, reason));
            }
        });
        service.start();
        assertThat(announce(GOOD, Damage.MODEL.write(temporary.resolve(GOOD))).serves())
                .isTrue();
    }

    @AfterAll
    void aGoodOneIsServedAfterAll() throws Exception {
        assertThat(announce("v9-good", Damage.MODEL.seed(9).write(temporary.resolve("v9")))
                        .serves())
                .isTrue();
        assertThat(answeredBy()).isEqualTo("v9-good");
        System.out.printf(
                "%d checkpoints announced, 2 of them good; %d refused%n", announced.get(), service.refusedModels());
        service.close();
        stage.close();
    }

    static Stream<Damage> all() throws IOException {
        return Stream.concat(Damage.foundByHashes().stream(), Damage.behindHashes().stream());
    }

    static Stream<Damage> unsaid() throws IOException {
        return Damage.behindHashes().stream();
    }

    @ParameterizedTest
    @MethodSource("all")
    void isRefusedForWhatItIsAndTheGoodOneServesOn(Damage damage) throws Exception {
        String version = "v" + versions.incrementAndGet() + "-bad";

        Reply reply = announce(version, damage.write(temporary.resolve(version)));

        assertThat(reply.serves()).as("%s serves", damage).isFalse();
        assertThat(reply.reason()).contains(damage.reason()).contains(version);
        assertThat(service.servingVersion()).contains(GOOD);
    }

    @ParameterizedTest
    @MethodSource("unsaid")
    void isRefusedInADirectoryOfAUsersThatHasNoManifest(Damage damage) throws Exception {
        Path directory = damage.write(temporary.resolve("user-" + versions.incrementAndGet()));
        Files.delete(directory.resolve("manifest.json"));

        assertThatThrownBy(() -> TextClassifier.load(Checkpoint.open(directory), InferenceConfig.defaults()))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(damage.reason());
    }

    @Test
    void anAnnouncementThatLeadsToNoCheckpointIsRefused() throws Exception {
        Path bare = Damage.MODEL.write(temporary.resolve("bare"));
        String sha256 = CheckpointDigest.of(bare).manifestSha256();
        assertThat(announce("v2-other", bare.toString(), "0".repeat(64)).reason())
                .contains(sha256, "0".repeat(64) + " was announced");
        Files.delete(bare.resolve("manifest.json"));
        assertThat(announce("v2-bare", bare.toString(), sha256).reason())
                .contains("There is no manifest.json in " + bare);
        Path nowhere = temporary.resolve("nowhere");
        assertThat(announce("v2-nowhere", nowhere.toString(), sha256).reason())
                .contains("There is no directory " + nowhere);
        Path file = Files.writeString(temporary.resolve("file"), "no directory");
        assertThat(announce("v2-file", file.toUri().toString(), sha256).reason())
                .contains("There is no directory " + file);
        assertThat(announce("v2-empty", "", sha256).reason()).contains("no");
        assertThat(announce("v2-nul", "/tmp/\0", sha256).reason()).contains("give a directory");
        assertThat(answeredBy()).isEqualTo(GOOD);
    }

    private String answeredBy() {
        int count = reviews.incrementAndGet();
        stage.review("k", "r" + count, "this is good");
        List<Sentiment> results = stage.sentiments(count);
        return results.get(count - 1).getModelVersion();
    }

    private Reply announce(String version, Path directory) throws InterruptedException {
        return announce(
                version, directory.toString(), CheckpointDigest.of(directory).manifestSha256());
    }

    private Reply announce(String version, String address, String sha256) throws InterruptedException {
        announced.incrementAndGet();
        stage.announce(version, address, sha256);
        Reply reply = replies.poll(2, TimeUnit.MINUTES);
        assertThat(reply).isNotNull().extracting(Reply::version).isEqualTo(version);
        return reply;
    }
}
