package io.sentistream.bert.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentistream.bert.TinyBert;
import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.CheckpointException;
import io.sentistream.bert.checkpoint.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubModelsTest {
    private static final HubName NAME = new HubName("tiny", "bert", "main");

    @TempDir
    private Path directory;

    private LocalHub hub;
    private Checkpoint served;
    private byte[] weights;

    @BeforeEach
    void serve() throws IOException {
        hub = new LocalHub();
        Path model = TinyBert.of("negative", "positive").write(directory.resolve("served"));
        for (String file : List.of("config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json")) {
            hub.files.put(file, Files.readAllBytes(model.resolve(file)));
        }
        served = Checkpoint.open(model);
        weights = hub.files.get("model.safetensors");
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void aModelIsDownloadedIntoTheLayoutThatHuggingFacesToolsShare() throws IOException {
        Path snapshot = models(Optional.empty(), false).resolve(NAME);

        Path repository = cache().resolve("models--tiny--bert");
        assertThat(snapshot).isEqualTo(repository.resolve("snapshots").resolve(LocalHub.COMMIT));
        assertThat(repository.resolve("refs/main")).hasContent(LocalHub.COMMIT);
        assertThat(Files.readSymbolicLink(snapshot.resolve("model.safetensors")))
                .isEqualTo(Path.of("..", "..", "blobs", Sha256.of(weights)));
        assertThat(repository.resolve("blobs").resolve(Sha256.of(weights))).hasBinaryContent(weights);
        assertThat(snapshot.resolve("vocab.txt")).doesNotExist();
        assertThat(Checkpoint.open(snapshot).weights()).isEqualTo(served.weights());
        try (Stream<Path> blobs = Files.list(repository.resolve("blobs"))) {
            assertThat(blobs).hasSize(4).noneMatch(blob -> blob.toString().endsWith(".incomplete"));
        }
    }

    @Test
    void whatIsThereIsUsedWithoutAskingTheHub() {
        Path snapshot = models(Optional.empty(), false).resolve(NAME);
        hub.requests.clear();

        assertThat(models(Optional.empty(), false).resolve(NAME)).isEqualTo(snapshot);
        assertThat(models(Optional.empty(), true).resolve(NAME)).isEqualTo(snapshot);
        assertThat(models(Optional.empty(), true).resolve(new HubName("tiny", "bert", LocalHub.COMMIT)))
                .isEqualTo(snapshot);
        assertThat(hub.requests).isEmpty();
    }

    @Test
    void offlineAModelThatIsNotThereIsRefusedWithoutAskingTheHub() {
        assertThatThrownBy(() -> models(Optional.empty(), true).resolve(NAME))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("tiny/bert")
                .hasMessageContaining("HF_HUB_OFFLINE");
        assertThat(hub.requests).isEmpty();
    }

    @Test
    void aDownloadThatBreaksOffIsGoneOnWith() {
        hub.breakOffAfter = 1000;

        Path snapshot = models(Optional.empty(), false).resolve(NAME);

        assertThat(hub.requests.stream()
                        .filter(request -> request.host().equals("storage"))
                        .map(LocalHub.Request::range))
                .containsExactly(null, "bytes=1000-");
        assertThat(snapshot.resolve("model.safetensors")).hasBinaryContent(weights);
    }

    @Test
    void whatAnEarlierProcessDownloadedOfAFileIsKept() throws IOException {
        Path blobs = Files.createDirectories(cache().resolve("models--tiny--bert/blobs"));
        Path incomplete = blobs.resolve(Sha256.of(weights) + ".incomplete");
        Files.write(incomplete, Arrays.copyOf(weights, 2000));

        Path snapshot = models(Optional.empty(), false).resolve(NAME);

        assertThat(hub.requests).anyMatch(request -> "bytes=2000-".equals(request.range()));
        assertThat(snapshot.resolve("model.safetensors")).hasBinaryContent(weights);
        assertThat(incomplete).doesNotExist();
    }

    @Test
    void aDownloadOfAnotherContentIsRemovedAndRefused() throws IOException {
        Path blobs = Files.createDirectories(cache().resolve("models--tiny--bert/blobs"));
        Path incomplete = Files.write(blobs.resolve(Sha256.of(weights) + ".incomplete"), new byte[2000]);

        assertThatThrownBy(() -> models(Optional.empty(), false).resolve(NAME))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("model.safetensors of tiny/bert")
                .hasMessageContaining("sha256");
        assertThat(incomplete).doesNotExist();
        assertThat(models(Optional.empty(), false).resolve(NAME).resolve("model.safetensors"))
                .hasBinaryContent(weights);
    }

    @Test
    void theTokenGoesToTheHubAlone() {
        hub.token = "hf_secret";

        models(Optional.of("hf_secret"), false).resolve(NAME);

        assertThat(hub.requests)
                .filteredOn(request -> request.host().equals("hub"))
                .allMatch(request -> "Bearer hf_secret".equals(request.authorization()));
        assertThat(hub.requests)
                .filteredOn(request -> request.host().equals("storage"))
                .isNotEmpty()
                .allMatch(request -> request.authorization() == null);
    }

    @Test
    void aModelThatNeedsATokenIsRefusedWithAWayOut() {
        hub.token = "hf_secret";

        assertThatThrownBy(() -> models(Optional.empty(), false).resolve(NAME))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("set HF_TOKEN")
                .hasMessageContaining("401 RepoNotFound");
        assertThatThrownBy(() -> models(Optional.of("hf_wrong"), false).resolve(NAME))
                .hasMessageContaining("the token in HF_TOKEN may not read it")
                .hasMessageNotContaining("hf_wrong");
    }

    @Test
    void refusalsOfTheHubAreTold() {
        hub.status = 404;
        hub.errorCode = "RevisionNotFound";
        assertThatThrownBy(() -> models(Optional.empty(), false).resolve(new HubName("tiny", "bert", "v9")))
                .hasMessageContaining("no revision 'v9'");
        hub.errorCode = "RepoNotFound";
        assertThatThrownBy(() -> models(Optional.empty(), false).resolve(NAME)).hasMessageContaining("no such model");
        hub.status = 403;
        hub.errorCode = "GatedRepo";
        assertThatThrownBy(() -> models(Optional.empty(), false).resolve(NAME))
                .hasMessageContaining("Accept its terms at " + hub.endpoint() + "/tiny/bert");
        hub.status = 503;
        hub.errorCode = "";
        assertThatThrownBy(() -> models(Optional.empty(), false).resolve(NAME)).hasMessageContaining("503");
    }

    @Test
    void aHubThatCannotBeReachedIsNamed() {
        hub.close();

        assertThatThrownBy(() -> models(Optional.empty(), false).resolve(NAME))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(hub.endpoint().toString())
                .hasMessageContaining(cache().toString());
    }

    @Test
    void aRepositoryThatWasRenamedIsFollowed() {
        Path snapshot = models(Optional.empty(), false).resolve(new HubName("old", "name", "main"));

        assertThat(Checkpoint.open(snapshot).weights()).isEqualTo(served.weights());
    }

    @Test
    void shardsAreDownloaded() throws IOException {
        hub.files.remove("model.safetensors");
        hub.files.put("model-00001-of-00001.safetensors", weights);
        String map = String.join(
                ",",
                served.weights().keySet().stream()
                        .map(name -> "\"" + name + "\":\"model-00001-of-00001.safetensors\"")
                        .toList());
        hub.files.put(
                "model.safetensors.index.json", ("{\"weight_map\":{" + map + "}}").getBytes(StandardCharsets.UTF_8));

        Path snapshot = models(Optional.empty(), false).resolve(NAME);

        assertThat(Checkpoint.open(snapshot).weights()).isEqualTo(served.weights());
        hub.requests.clear();
        assertThat(models(Optional.empty(), true).resolve(NAME)).isEqualTo(snapshot);
    }

    @Test
    void aModelWithPicklesAloneIsRefused() {
        hub.files.remove("model.safetensors");
        hub.files.put("pytorch_model.bin", new byte[10]);

        assertThatThrownBy(() -> models(Optional.empty(), false).resolve(NAME))
                .hasMessageContaining("no safetensors")
                .hasMessageContaining("refs/pr/NUMBER");
        assertThat(hub.requests).noneMatch(request -> request.path().endsWith(".bin"));
        assertThatThrownBy(() -> models(Optional.empty(), true).resolve(NAME)).hasMessageContaining("not whole");
    }

    @Test
    void aRepositoryWithoutTokenizerOrConfigurationIsRefused() {
        hub.files.remove("tokenizer.json");
        assertThatThrownBy(() -> models(Optional.empty(), false).resolve(NAME))
                .hasMessageContaining("no tokenizer.json and no vocab.txt");
        hub.files.remove("config.json");
        assertThatThrownBy(() -> models(Optional.empty(), false).resolve(NAME)).hasMessageContaining("no config.json");
    }

    @Test
    void threadsThatAskAtOnceDownloadOnce() {
        List<Path> snapshots = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> models(Optional.empty(), false).resolve(NAME))
                .toList();

        assertThat(snapshots).containsOnly(snapshots.get(0));
        assertThat(hub.requests)
                .filteredOn(request -> request.host().equals("storage"))
                .hasSize(1);
    }

    @Test
    void aLinkToABlobThatIsGoneIsMendedByANewDownload() throws IOException {
        Path snapshot = models(Optional.empty(), false).resolve(NAME);
        Files.delete(snapshot.resolve("model.safetensors").toRealPath());

        assertThat(models(Optional.empty(), false).resolve(NAME)).isEqualTo(snapshot);
        assertThat(snapshot.resolve("model.safetensors")).hasBinaryContent(weights);
    }

    @Test
    void aServerThatIsNoHubIsRefused() {
        LocalHub other = hub;
        HubSettings settings = new HubSettings(other.endpoint(), cache(), Optional.empty(), false);
        other.status = 200;

        assertThatThrownBy(() -> new HubModels(settings).resolve(NAME)).hasMessageContaining("Correct HF_ENDPOINT");
    }

    private Path cache() {
        return directory.resolve("hub");
    }

    private HubModels models(Optional<String> token, boolean offline) {
        return new HubModels(new HubSettings(hub.endpoint(), cache(), token, offline));
    }
}
