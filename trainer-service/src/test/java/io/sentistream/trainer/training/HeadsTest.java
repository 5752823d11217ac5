package io.sentistream.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentistream.bert.TinyBert;
import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.bert.checkpoint.Task;
import io.sentistream.bert.tokenizer.Tokenizer;
import io.sentistream.trainer.task.TaskFormat;
import io.sentistream.trainer.task.TaskRows;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The recipe is one for the heads of all tasks. */
class HeadsTest {
    @TempDir
    private Path directory;

    private static <T> TaskRows rows(TaskFormat<T> format, Path file, List<String> labels) {
        Checkpoint checkpoint = TinyBert.of("a", "b").checkpoint();
        try (Tokenizer tokenizer = Tokenizer.of(checkpoint)) {
            List<T> rows = format.read(file);
            return format.encode(rows.subList(0, 40), new Labels(labels), tokenizer, 64);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PAIR, pairs/train.tsv, different;same",
        "TOKENS, tokens/train.txt, O;B-LOC;I-LOC;B-ORG;I-ORG;B-PER;I-PER",
        "QUESTIONS, questions/train.json, start;end"
    })
    void aKilledTrainingGoesOnToTheSameWeights(Task task, String file, String names)
            throws InterruptedException, URISyntaxException {
        List<String> labels = List.of(names.split(";"));
        TaskRows rows = rows(
                TaskFormat.of(task),
                Path.of(HeadsTest.class.getResource("../task/" + file).toURI()),
                labels);
        Checkpoint start = TinyBert.of(labels.toArray(String[]::new)).task(task).checkpoint();
        TrainingConfig config = TrainerTest.config(Map.of(
                "gradient.accumulation", "2",
                "frozen.layers", "1",
                "average.decay", "0.5",
                "evaluate.every.steps", "2",
                "best.metric", "f1",
                "save.every.steps", "3"));
        TrainingState state = new TrainingState(directory);

        assertThatThrownBy(() -> Trainer.train(start, rows, rows, config, Optional.of(state), TrainerTest.killingAt(5)))
                .hasMessage("killed");
        TrainingReport resumed =
                Trainer.train(start, rows, rows, config, Optional.of(state), new TrainingListener() {});
        TrainingReport whole = Trainer.train(start, rows, rows, config, Optional.empty(), new TrainingListener() {});

        assertThat(resumed.best().weights()).isEqualTo(whole.best().weights());
        assertThat(resumed.validation()).isEqualTo(whole.validation());
        assertThat(resumed.steps()).isEqualTo(whole.steps());
    }
}
