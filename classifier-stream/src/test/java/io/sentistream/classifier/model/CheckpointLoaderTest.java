package io.sentistream.classifier.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentistream.bert.TinyBert;
import io.sentistream.bert.checkpoint.CheckpointDigest;
import io.sentistream.bert.checkpoint.CheckpointException;
import io.sentistream.bert.checkpoint.Task;
import io.sentistream.bert.inference.InferenceConfig;
import io.sentistream.schemas.ServingModel;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointLoaderTest {
    @TempDir
    private Path directory;

    @Test
    void aPathAndAFileAddressNameTheSameDirectory() {
        Path directory = Path.of("/models/v 3");

        assertThat(CheckpointLoader.directory("/models/v 3")).isEqualTo(directory);
        assertThat(CheckpointLoader.directory(directory.toUri().toString())).isEqualTo(directory);
    }

    @ParameterizedTest
    @CsvSource({"PAIR, classifies pairs of texts", "TOKENS, classifies tokens", "QUESTIONS, answers questions"})
    void aModelOfAnotherTaskIsRefusedByItsTask(Task task, String reason) {
        Path written = TinyBert.of("a", "b").task(task).write(directory.resolve("model"));
        ServingModel announced = ServingModel.newBuilder()
                .setVersion("v1")
                .setUri(written.toString())
                .setManifestSha256(CheckpointDigest.of(written).manifestSha256())
                .setSince(Instant.EPOCH)
                .build();

        assertThatThrownBy(() -> new CheckpointLoader(InferenceConfig.defaults()).load(announced))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(reason + ", so it can't classify single texts");
    }

    @Test
    void anAddressThatNothingReadsHereIsNamed() {
        assertThatThrownBy(() -> CheckpointLoader.directory("gopher://models/v3"))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("gopher://models/v3")
                .hasMessageContaining("give a directory");
    }
}
