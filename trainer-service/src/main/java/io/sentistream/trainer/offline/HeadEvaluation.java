package io.sentistream.trainer.offline;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.bert.checkpoint.Task;
import io.sentistream.bert.network.Device;
import io.sentistream.bert.network.Network;
import io.sentistream.bert.network.Precision;
import io.sentistream.bert.tokenizer.Tokenizer;
import io.sentistream.trainer.data.PairTsv;
import io.sentistream.trainer.evaluation.Evaluation;
import io.sentistream.trainer.task.TaskFormat;
import io.sentistream.trainer.task.TaskRows;
import java.nio.file.Path;

/**
 * What a checkpoint does on a file of its task's rows.
 *
 * @param evaluation the measures
 * @param line the same for people
 */
public record HeadEvaluation(Evaluation evaluation, String line) {
    /** As questions are commonly read where nothing says how long they were in training. */
    private static final int USUAL_LENGTH = 384;

    /** The task that a file's rows are for, as a checkpoint's head and, of classifiers of texts, the file's header tell. */
    public static Task task(Checkpoint checkpoint, Path file) {
        Task task = checkpoint.config().task();
        return checkpoint.hasHead() && task == Task.SINGLE && PairTsv.isHeaded(file) ? Task.PAIR : task;
    }

    /**
     * Runs the checkpoint. Rows are cut, or read in windows, as long as in its training, if its manifest says so.
     *
     * @throws io.sentistream.trainer.data.DataException naming what can't be read in the file
     */
    public static HeadEvaluation of(Checkpoint checkpoint, Path file, Device device, Precision precision) {
        TaskFormat<?> format = TaskFormat.of(task(checkpoint, file));
        Labels labels = new Labels(checkpoint.config().labels());
        try (Tokenizer tokenizer = Tokenizer.of(checkpoint);
                Network network = Network.load(checkpoint, device, precision)) {
            TaskRows rows = format.encode(file, labels, tokenizer, maxLength(checkpoint));
            Evaluation evaluation = rows.evaluate(network::logitsOf);
            return new HeadEvaluation(evaluation, format.line(evaluation));
        }
    }

    private static int maxLength(Checkpoint checkpoint) {
        int usual = Math.min(USUAL_LENGTH, checkpoint.config().positions());
        return checkpoint
                .manifest()
                .map(manifest -> manifest.training().get(HeadTraining.MAX_LENGTH))
                .map(Integer::valueOf)
                .orElse(usual);
    }
}
