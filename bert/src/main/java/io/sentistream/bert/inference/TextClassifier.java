package io.sentistream.bert.inference;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.tokenizer.EncodedText;
import java.util.List;

/**
 * A loaded model that classifies texts. Safe for use by several threads, which share one copy of the weights. {@link
 * #close()} releases the weights when the last call that uses them has ended.
 */
public final class TextClassifier implements AutoCloseable {
    /**
     * Loads the weights onto the device.
     *
     * @throws io.sentistream.bert.checkpoint.CheckpointException if the checkpoint has no head or its weights are not
     *     finite
     */
    public static TextClassifier load(Checkpoint checkpoint, InferenceConfig config) {
        throw new UnsupportedOperationException();
    }

    /** The names of the classes, by index. */
    public List<String> labels() {
        throw new UnsupportedOperationException();
    }

    /** Tokenizes a text, in windows where it is long. Cheap beside {@link #classify}. */
    public EncodedText encode(String text) {
        throw new UnsupportedOperationException();
    }

    /** Classifies in batches sorted by length under the token budget; results are in the order of the texts. */
    public List<Classification> classify(List<EncodedText> texts) {
        throw new UnsupportedOperationException();
    }

    /** {@link #encode} and {@link #classify} in one. */
    public List<Classification> classifyTexts(List<String> texts) {
        return classify(texts.stream().map(this::encode).toList());
    }

    @Override
    public void close() {}
}
