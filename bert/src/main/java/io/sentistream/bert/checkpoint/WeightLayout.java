package io.sentistream.bert.checkpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tensors a network consists of: Hugging Face's names of the model of the task, with their shapes, in the order
 * in which the network uses them.
 */
public final class WeightLayout {
    private final ModelConfig config;
    private final Map<String, List<Integer>> shapes = new LinkedHashMap<>();

    private WeightLayout(ModelConfig config) {
        this.config = config;
    }

    /** The embeddings and the encoder: what every checkpoint has. */
    public static Map<String, List<Integer>> encoder(ModelConfig config) {
        WeightLayout layout = new WeightLayout(config);
        switch (config.architecture()) {
            case BERT -> layout.bert();
            case DISTILBERT -> layout.distilbert();
        }
        return layout.shapes;
    }

    /**
     * What reads [CLS] before the classifier: BERT's pooler, DistilBERT's pre-classifier. A base may have it or not; a head
     * that reads all positions has none.
     */
    public static Map<String, List<Integer>> pooler(ModelConfig config) {
        WeightLayout layout = new WeightLayout(config);
        if (!config.task().classifiesTexts()) {
            return layout.shapes;
        }
        switch (config.architecture()) {
            case BERT -> layout.linear("bert.pooler.dense", config.hiddenSize(), config.hiddenSize());
            case DISTILBERT -> layout.linear("pre_classifier", config.hiddenSize(), config.hiddenSize());
        }
        return layout.shapes;
    }

    /** The head's last layer, with a row for each label. */
    public static Map<String, List<Integer>> classifier(ModelConfig config) {
        WeightLayout layout = new WeightLayout(config);
        layout.linear(config.task().lastLayer(), config.labels().size(), config.hiddenSize());
        return layout.shapes;
    }

    private void bert() {
        embeddings("bert.embeddings.");
        for (int i = 0; i < config.layers(); i++) {
            String layer = "bert.encoder.layer." + i + ".";
            for (String projection : List.of("self.query", "self.key", "self.value", "output.dense")) {
                linear(layer + "attention." + projection, config.hiddenSize(), config.hiddenSize());
            }
            layerNorm(layer + "attention.output.LayerNorm");
            linear(layer + "intermediate.dense", config.intermediateSize(), config.hiddenSize());
            linear(layer + "output.dense", config.hiddenSize(), config.intermediateSize());
            layerNorm(layer + "output.LayerNorm");
        }
    }

    private void distilbert() {
        embeddings("distilbert.embeddings.");
        for (int i = 0; i < config.layers(); i++) {
            String layer = "distilbert.transformer.layer." + i + ".";
            for (String projection : List.of("q_lin", "k_lin", "v_lin", "out_lin")) {
                linear(layer + "attention." + projection, config.hiddenSize(), config.hiddenSize());
            }
            layerNorm(layer + "sa_layer_norm");
            linear(layer + "ffn.lin1", config.intermediateSize(), config.hiddenSize());
            linear(layer + "ffn.lin2", config.hiddenSize(), config.intermediateSize());
            layerNorm(layer + "output_layer_norm");
        }
    }

    private void embeddings(String prefix) {
        shapes.put(prefix + "word_embeddings.weight", List.of(config.vocabularySize(), config.hiddenSize()));
        shapes.put(prefix + "position_embeddings.weight", List.of(config.positions(), config.hiddenSize()));
        if (config.tokenTypes() > 0) {
            shapes.put(prefix + "token_type_embeddings.weight", List.of(config.tokenTypes(), config.hiddenSize()));
        }
        layerNorm(prefix + "LayerNorm");
    }

    private void linear(String name, int out, int in) {
        shapes.put(name + ".weight", List.of(out, in));
        shapes.put(name + ".bias", List.of(out));
    }

    private void layerNorm(String name) {
        shapes.put(name + ".weight", List.of(config.hiddenSize()));
        shapes.put(name + ".bias", List.of(config.hiddenSize()));
    }
}
