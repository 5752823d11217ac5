package io.sentistream.bert.checkpoint;

import java.util.HashSet;
import java.util.List;

/**
 * The shape of a network: what {@code config.json} says, under our names.
 *
 * @param architecture the family
 * @param vocabularySize rows of the word embeddings
 * @param hiddenSize width of a token's vector
 * @param layers number of encoder layers
 * @param heads attention heads a layer; divides {@code hiddenSize}
 * @param intermediateSize width of the feed-forward's inner layer
 * @param positions the longest sequence, in tokens, [CLS] and [SEP] included
 * @param tokenTypes rows of the token type embeddings; 0 for DistilBERT
 * @param layerNormEpsilon added to the variance in each LayerNorm
 * @param hiddenDropout probability of dropout after embeddings, attention output and feed-forward
 * @param attentionDropout probability of dropout on attention weights
 * @param classifierDropout probability of dropout before the classifier
 * @param labels the names of the classes by index ({@code id2label}); empty for a base without a head, and the start and
 *     the end where questions are answered
 * @param task what the head is for; {@link Task#SINGLE} for a base
 */
public record ModelConfig(
        Architecture architecture,
        int vocabularySize,
        int hiddenSize,
        int layers,
        int heads,
        int intermediateSize,
        int positions,
        int tokenTypes,
        double layerNormEpsilon,
        double hiddenDropout,
        double attentionDropout,
        double classifierDropout,
        List<String> labels,
        Task task) {
    /** Checks what one value alone, or two together, can't be. */
    public ModelConfig {
        labels = List.copyOf(labels);
        if (heads < 1 || hiddenSize % heads != 0) {
            throw new IllegalArgumentException(
                    "a hidden size of " + hiddenSize + " can't be divided among " + heads + " attention heads");
        }
        if (positions < 3) {
            throw new IllegalArgumentException(positions + " positions leave no room between [CLS] and [SEP]");
        }
        if (new HashSet<>(labels).size() < labels.size()) {
            throw new IllegalArgumentException("the labels " + labels + " name a class twice");
        }
        if (task == Task.QUESTIONS && labels.size() != 2) {
            throw new IllegalArgumentException(
                    "the labels " + labels + " are not two, the start and the end of an answer");
        }
    }

    /** A base, or a network that classifies single texts. */
    public ModelConfig(
            Architecture architecture,
            int vocabularySize,
            int hiddenSize,
            int layers,
            int heads,
            int intermediateSize,
            int positions,
            int tokenTypes,
            double layerNormEpsilon,
            double hiddenDropout,
            double attentionDropout,
            double classifierDropout,
            List<String> labels) {
        this(
                architecture,
                vocabularySize,
                hiddenSize,
                layers,
                heads,
                intermediateSize,
                positions,
                tokenTypes,
                layerNormEpsilon,
                hiddenDropout,
                attentionDropout,
                classifierDropout,
                labels,
                Task.SINGLE);
    }

    /** The probability of dropout before the last layer, which Hugging Face's heads don't take from the same key. */
    public double headDropout() {
        boolean bert = architecture == Architecture.BERT;
        return switch (task) {
            case SINGLE, PAIR -> classifierDropout;
            case TOKENS -> bert ? classifierDropout : hiddenDropout;
            case QUESTIONS -> bert ? 0 : hiddenDropout;
        };
    }

    /** The same network for other labels. */
    public ModelConfig withLabels(List<String> newLabels) {
        return withHead(task, newLabels);
    }

    /** A base of so many layers. */
    ModelConfig lowest(int fewer) {
        return new ModelConfig(
                architecture,
                vocabularySize,
                hiddenSize,
                fewer,
                heads,
                intermediateSize,
                positions,
                tokenTypes,
                layerNormEpsilon,
                hiddenDropout,
                attentionDropout,
                classifierDropout,
                List.of());
    }

    /** The same network with a head for another task. */
    public ModelConfig withHead(Task newTask, List<String> newLabels) {
        return new ModelConfig(
                architecture,
                vocabularySize,
                hiddenSize,
                layers,
                heads,
                intermediateSize,
                positions,
                tokenTypes,
                layerNormEpsilon,
                hiddenDropout,
                attentionDropout,
                classifierDropout,
                newLabels,
                newTask);
    }
}
