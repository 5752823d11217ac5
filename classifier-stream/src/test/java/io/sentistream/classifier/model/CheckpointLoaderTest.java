package io.sentistream.classifier.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentistream.bert.checkpoint.CheckpointException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CheckpointLoaderTest {
    @Test
    void aPathAndAFileAddressNameTheSameDirectory() {
        Path directory = Path.of("/models/v 3");

        assertThat(CheckpointLoader.directory("/models/v 3")).isEqualTo(directory);
        assertThat(CheckpointLoader.directory(directory.toUri().toString())).isEqualTo(directory);
    }

    @Test
    void anAddressThatNothingReadsHereIsNamed() {
        assertThatThrownBy(() -> CheckpointLoader.directory("gopher://models/v3"))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("gopher://models/v3")
                .hasMessageContaining("give a directory");
    }
}
