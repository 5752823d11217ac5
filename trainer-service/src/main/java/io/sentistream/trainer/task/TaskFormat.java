package io.sentistream.trainer.task;

import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.bert.checkpoint.Task;
import io.sentistream.bert.tokenizer.Tokenizer;
import io.sentistream.trainer.evaluation.Evaluation;
import java.nio.file.Path;
import java.util.List;

/**
 * A task whose rows are not single texts.
 *
 * @param <T> a row
 */
public interface TaskFormat<T> {
    /** The format of a task; not of {@link Task#SINGLE}. */
    static TaskFormat<?> of(Task task) {
        return switch (task) {
            case SINGLE -> throw new IllegalArgumentException("single texts are no rows of a TaskFormat");
            case PAIR -> new Pairs();
            case TOKENS -> new Tokens();
            case QUESTIONS -> new Questions();
        };
    }

    /** How a file's name ends in a directory of {@code train} and {@code dev}. */
    String extension();

    /** The rows of a file; a {@link io.sentistream.trainer.data.DataException} names what can't be read. */
    List<T> read(Path file);

    /** The names of the classes that rows have, by index. */
    List<String> labels(List<T> rows);

    /** What rows have in common that are withheld together, lest one tell of the other. */
    String group(T row);

    /**
     * Encodes rows.
     *
     * @param maxLength the longest sequence in tokens
     * @throws io.sentistream.trainer.data.DataException naming a row whose label is none of these
     */
    TaskRows encode(List<T> rows, Labels labels, Tokenizer tokenizer, int maxLength);

    /** {@link #read} and {@link #encode} in one. */
    default TaskRows encode(Path file, Labels labels, Tokenizer tokenizer, int maxLength) {
        return encode(read(file), labels, tokenizer, maxLength);
    }

    /** The task's measures for people, in a line. */
    String line(Evaluation evaluation);
}
