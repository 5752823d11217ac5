package io.sentistream.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentistream.bert.TinyBert;
import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.CheckpointException;
import io.sentistream.bert.inference.InferenceConfig;
import io.sentistream.bert.network.Device;
import io.sentistream.bert.network.Precision;
import io.sentistream.trainer.data.Example;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private static final List<Example> ROWS =
            List.of(new Example("a good film", 1, "x"), new Example("a bad book", 0, "x"));
    private static final Checkpoint TINY = TinyBert.of("negative", "positive").checkpoint();
    /** Can't classify, so whatever answers for it was remembered. */
    private static final Checkpoint HEADLESS = TinyBert.of().checkpoint();

    private final Answers answers =
            new Answers(new InferenceConfig(Device.parse("cpu"), Precision.FLOAT32, 64, 1, 256));

    @Test
    void aTextIsAskedOnceOfEachModel() throws InterruptedException {
        var first = answers.of("v1", TINY, ROWS);

        assertThat(answers.of("v1", HEADLESS, List.of(ROWS.get(1), ROWS.get(0))))
                .containsExactly(first.get(1), first.get(0));
        assertThat(answers.of("v2", TinyBert.of("negative", "positive").seed(2).checkpoint(), ROWS))
                .isNotEqualTo(first);
    }

    @Test
    void aNewTextIsAsked() throws InterruptedException {
        answers.of("v1", TINY, ROWS);

        assertThatThrownBy(() -> answers.of("v1", HEADLESS, List.of(new Example("new", 1, "x"))))
                .isInstanceOf(CheckpointException.class);
    }

    @Test
    void onlyTheLastTwoModelsAreRemembered() throws InterruptedException {
        answers.of("v1", TINY, ROWS);
        answers.of("v2", TINY, ROWS);
        answers.of("v1", HEADLESS, ROWS);
        answers.of("v3", TINY, ROWS);

        assertThat(answers.of("v1", HEADLESS, ROWS)).hasSize(2);
        assertThatThrownBy(() -> answers.of("v2", HEADLESS, ROWS)).isInstanceOf(CheckpointException.class);
    }

    @Test
    void anInterruptEndsTheWork() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> answers.of("v1", TINY, ROWS)).isInstanceOf(InterruptedException.class);
    }
}
