package io.sentistream.trainer.retraining;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentistream.bert.TinyBert;
import io.sentistream.bert.checkpoint.CheckpointException;
import io.sentistream.bert.checkpoint.Task;
import io.sentistream.trainer.TrainerConfig;
import io.sentistream.trainer.store.CheckpointStore;
import io.sentistream.trainer.training.TrainingListener;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitialModelTest {
    @TempDir
    private Path directory;

    @Test
    void aModelOfAnotherTaskIsNoneToServe() {
        Path tags = TinyBert.of("O", "B-PER", "I-PER").task(Task.TOKENS).write(directory.resolve("tags"));
        TrainerConfig config = TrainerConfig.of(Map.of("home", directory.toString(), "initial.model", tags.toString()));
        Workshop workshop =
                new Workshop(config, new CheckpointStore(config.storeDirectory()), new TrainingListener() {});

        assertThatThrownBy(new InitialModel(workshop, 1)::call)
                .isInstanceOf(CheckpointException.class)
                .hasMessageContainingAll(tags.toString(), "the task tokens", "initial.model");
    }
}
