package io.sentistream.classifier.model;

import io.sentistream.bert.inference.Classification;
import io.sentistream.bert.tokenizer.EncodedText;
import java.util.List;

/** A model in memory, ready to classify. Safe for use by several threads, which share one. */
public interface Model extends AutoCloseable {
    /** The version that results name. */
    String version();

    /** The names of the classes, in the order of {@link Classification#scores()}. */
    List<String> labels();

    /** Tokenizes a text; cheap beside {@link #classify}. */
    EncodedText encode(String text);

    /**
     * Classifies texts in one go; results are in the order of the texts.
     *
     * @throws RuntimeException if the model can't; it may yet classify others
     */
    List<Classification> classify(List<EncodedText> texts);

    /** Releases the weights; called once, when nobody holds the model any more. */
    @Override
    void close();
}
