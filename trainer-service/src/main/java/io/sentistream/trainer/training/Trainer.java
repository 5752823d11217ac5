package io.sentistream.trainer.training;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.tokenizer.EncodedText;
import io.sentistream.bert.tokenizer.Tokenizer;
import io.sentistream.bert.training.FineTuning;
import io.sentistream.schemas.config.SettingsException;
import io.sentistream.trainer.data.DataSet;
import io.sentistream.trainer.data.Example;
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

    /**
     * Trains to the end. Validation rows are read as training rows are, in one window of the longest length.
     *
     * @param start a checkpoint with a head
     * @param data at least one row to train on
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
            DataSet data,
            Optional<Teaching> teaching,
            TrainingConfig config,
            Optional<TrainingState> state,
            TrainingListener listener)
            throws InterruptedException {
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
        if (data.train().isEmpty()) {
            throw new TrainingException(data.name() + " leaves no rows to train on; give more rows or withhold fewer");
        }
        try (Tokenizer tokenizer = Tokenizer.of(start);
                FineTuning network = FineTuning.start(
                        start, config.optimizer(), config.device(), config.precision(), config.seed())) {
            List<TokenizedRow> rows = new Lessons(tokenizer, config.maxLength()).of(data.train(), teaching);
            LengthBuckets buckets = new LengthBuckets(rows, config.batchSize(), config.seed(), teaching);
            Validation validation =
                    new Validation(encoded(tokenizer, data.validation(), config.maxLength()), data.validation());
            String fingerprint = state.isPresent() ? Fingerprint.of(start, data, config, teaching) : "";
            return new TrainingRun(network, buckets, validation, config, listener, state, fingerprint).toTheEnd();
        } finally {
            listener.ended();
        }
    }

    private static List<EncodedText> encoded(Tokenizer tokenizer, List<Example> rows, int maxLength) {
        return rows.stream()
                .map(row -> tokenizer.encode(row.text(), maxLength, 1))
                .toList();
    }
}
