package io.sentistream.trainer.training;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.Task;
import io.sentistream.bert.network.Trunk;
import io.sentistream.bert.tokenizer.EncodedText;
import io.sentistream.bert.tokenizer.Tokenizer;
import io.sentistream.bert.training.FineTuning;
import io.sentistream.schemas.config.SettingsException;
import io.sentistream.trainer.data.DataSet;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.task.TaskRows;
import java.util.List;
import java.util.Optional;

/**
 * Fine-tunes a checkpoint on labelled rows.
 *
 * <p>Repeatable on the CPU: the same checkpoint, rows and configuration lead to the same weights, also when the training
 * was killed and went on.
 */
public final class Trainer {
    private Trainer() {}

    /** {@link #train(Checkpoint, DataSet, Optional, TrainingConfig, Optional, TrainingListener)} without a teacher. */
    public static TrainingReport train(
            Checkpoint start,
            DataSet data,
            TrainingConfig config,
            Optional<TrainingState> state,
            TrainingListener listener)
            throws InterruptedException {
        return train(start, data, Optional.empty(), config, state, listener);
    }

    /** {@link #train(Checkpoint, Optional, DataSet, Optional, TrainingConfig, Optional, TrainingListener)} without a trunk. */
    public static TrainingReport train(
            Checkpoint start,
            DataSet data,
            Optional<Teaching> teaching,
            TrainingConfig config,
            Optional<TrainingState> state,
            TrainingListener listener)
            throws InterruptedException {
        return train(start, Optional.empty(), data, teaching, config, state, listener);
    }

    /**
     * Trains to the end. Validation rows are read as training rows are, in one window of the longest length.
     *
     * @param start a checkpoint with a head
     * @param data at least one row to train on
     * @param trunk in place of the frozen layers, if there is one: of the checkpoint and on the device where it trains
     * @param teaching what a teacher says of the rows to train on, if there is one
     * @param state where to save the state, and to go on from what is saved there; empty for a training that starts
     *     anew after a kill
     * @throws InterruptedException if the thread is interrupted; the state is saved before
     * @throws SettingsException if the longest length is more than the network has positions for, more layers are to be
     *     frozen than it has, or the warmup is longer than the training
     * @throws ArithmeticException if the loss is no longer a number
     * @throws TrainingException if there is nothing to train on, or the state is not of this training
     */
    public static TrainingReport train(
            Checkpoint start,
            Optional<Trunk> trunk,
            DataSet data,
            Optional<Teaching> teaching,
            TrainingConfig config,
            Optional<TrainingState> state,
            TrainingListener listener)
            throws InterruptedException {
        check(start, config);
        if (data.train().isEmpty()) {
            throw new TrainingException(data.name() + " leaves no rows to train on; give more rows or withhold fewer");
        }
        try (Tokenizer tokenizer = Tokenizer.of(start)) {
            List<TokenizedRow> rows = new Lessons(tokenizer, config.maxLength()).of(data.train(), teaching);
            LengthBuckets buckets = new LengthBuckets(rows, config.batchSize(), config.seed(), teaching);
            Validation validation =
                    Validation.of(encoded(tokenizer, data.validation(), config.maxLength()), data.validation());
            String fingerprint = state.isPresent() ? Fingerprint.of(start, data, config, teaching) : "";
            return run(start, trunk, buckets, validation, config, state, listener, fingerprint);
        }
    }

    /**
     * Trains a head of another task to the end, as {@link #train(Checkpoint, DataSet, Optional, TrainingConfig, Optional,
     * TrainingListener)} does that of single texts.
     *
     * @param start a checkpoint with a head for the rows' task
     * @param train at least one row
     * @param validation rows to choose the best by; may be none
     * @throws SettingsException also if labels are to be smoothed that are positions
     */
    public static TrainingReport train(
            Checkpoint start,
            TaskRows train,
            TaskRows validation,
            TrainingConfig config,
            Optional<TrainingState> state,
            TrainingListener listener)
            throws InterruptedException {
        check(start, config);
        if (start.config().task() == Task.QUESTIONS && config.optimizer().labelSmoothing() > 0) {
            throw SettingsException.of(
                    "label.smoothing",
                    config.optimizer().labelSmoothing(),
                    "give 0 where questions are answered: positions are no classes to spread a label over");
        }
        if (train.rows().isEmpty()) {
            throw new TrainingException("no rows are left to train on; give more rows or withhold fewer");
        }
        LengthBuckets buckets =
                new LengthBuckets(Lessons.of(train), config.batchSize(), config.seed(), Optional.empty());
        String fingerprint = state.isPresent() ? Fingerprint.of(start, train, validation, config) : "";
        return run(start, Optional.empty(), buckets, Validation.of(validation), config, state, listener, fingerprint);
    }

    private static TrainingReport run(
            Checkpoint start,
            Optional<Trunk> trunk,
            LengthBuckets buckets,
            Validation validation,
            TrainingConfig config,
            Optional<TrainingState> state,
            TrainingListener listener,
            String fingerprint)
            throws InterruptedException {
        try (FineTuning network = FineTuning.start(
                start, config.optimizer(), config.device(), config.precision(), config.seed(), trunk)) {
            return new TrainingRun(network, buckets, validation, config, listener, state, fingerprint).toTheEnd();
        } finally {
            listener.ended();
        }
    }

    private static void check(Checkpoint start, TrainingConfig config) {
        if (config.maxLength() > start.config().positions()) {
            throw SettingsException.of(
                    "max.length",
                    config.maxLength(),
                    "give at most " + start.config().positions() + ", the positions that the network has");
        }
        if (config.optimizer().frozenLayers() > start.config().layers()) {
            throw SettingsException.of(
                    "frozen.layers",
                    config.optimizer().frozenLayers(),
                    "give at most " + start.config().layers() + ", the layers that the network has");
        }
    }

    private static List<EncodedText> encoded(Tokenizer tokenizer, List<Example> rows, int maxLength) {
        return rows.stream()
                .map(row -> tokenizer.encode(row.text(), maxLength, 1))
                .toList();
    }
}
