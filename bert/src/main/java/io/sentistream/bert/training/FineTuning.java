package io.sentistream.bert.training;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.inference.Classification;
import io.sentistream.bert.network.Device;
import io.sentistream.bert.network.Precision;
import io.sentistream.bert.tokenizer.EncodedText;
import java.nio.file.Path;
import java.util.List;

/**
 * A network in training: weights and AdamW's moments on the device, advanced one optimizer step at a time. Used by one
 * thread.
 *
 * <p>Repeatable on the CPU: the same checkpoint, seed and batches give the same weights, also after {@link #save} and
 * {@link #restore}, because each step's dropout is seeded by the seed and the step's number.
 */
public final class FineTuning implements AutoCloseable {
    /** What a step reports: the mean loss over the rows, and the norm of the gradients before clipping. */
    public record Step(double loss, double gradientNorm) {}

    /** Loads a checkpoint that has a head for training. */
    public static FineTuning start(
            Checkpoint checkpoint, OptimizerConfig optimizer, Device device, Precision precision, long seed) {
        throw new UnsupportedOperationException();
    }

    /**
     * One optimizer update from the gradients of all rows of the batches together: several batches are gradient
     * accumulation, with the result of one large batch.
     */
    public Step step(List<LabelledBatch> batches, double learningRate) {
        throw new UnsupportedOperationException();
    }

    /** The number of steps taken. */
    public long steps() {
        throw new UnsupportedOperationException();
    }

    /** Classifies with the weights as they are now, without dropout. */
    public List<Classification> classify(List<EncodedText> texts, int batchTokens) {
        throw new UnsupportedOperationException();
    }

    /** A copy of the weights as they are now. */
    public Checkpoint checkpoint() {
        throw new UnsupportedOperationException();
    }

    /** Writes weights, moments and the step's number to one safetensors file, from which {@link #restore} goes on. */
    public void save(Path file) {
        throw new UnsupportedOperationException();
    }

    /** Goes on from a file of {@link #save}. */
    public void restore(Path file) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
