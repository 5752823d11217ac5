package io.sentistream.bert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A {@code config.json}: checked for what this network does not do, read as a {@link ModelConfig}, and written so that
 * {@code from_pretrained} finds all it needs. Keys that are absent have the defaults of Hugging Face's {@code BertConfig}
 * and {@code DistilBertConfig}.
 */
final class ConfigJson {
    static final String NAME = "config.json";

    /** In which Hugging Face's scripts name what a classifier was trained for. */
    private static final String FINE_TUNING_TASK = "finetuning_task";

    private static final String PAIR = "pair";

    /** The tasks of GLUE whose texts are pairs. */
    private static final Set<String> PAIRS = Set.of(PAIR, "mrpc", "qqp", "mnli", "qnli", "rte", "wnli");

    private final ObjectNode root;
    private final Architecture architecture;

    /** @throws CheckpointException if it describes a network that is not supported; the message names key and value */
    ConfigJson(ObjectNode root) {
        this.root = root;
        this.architecture = switch (root.path("model_type").asText()) {
            case "bert" -> Architecture.BERT;
            case "distilbert" -> Architecture.DISTILBERT;
            default -> throw unsupported("model_type", "bert or distilbert");
        };
        require(architecture == Architecture.BERT ? "hidden_act" : "activation", "gelu");
        require("position_embedding_type", "absolute");
        require("is_decoder", "false");
        require("add_cross_attention", "false");
    }

    Architecture architecture() {
        return architecture;
    }

    /** What the head is for, unless it is of a task that is not known here, or there is none. */
    Optional<Task> task() {
        String name = root.path("architectures").path(0).asText(Task.SINGLE.architecture());
        if (PAIRS.contains(root.path(FINE_TUNING_TASK).asText()) && name.endsWith(Task.PAIR.architecture())) {
            return Optional.of(Task.PAIR);
        }
        return Stream.of(Task.values())
                .filter(task -> name.endsWith(task.architecture()))
                .findFirst();
    }

    /**
     * The configuration of a network with this many classes.
     *
     * @param classes rows of the head's last layer; 0 for a base
     */
    ModelConfig model(int classes) {
        List<String> labels = classes == 0 ? List.of() : labels(classes);
        Task task = classes == 0 ? Task.SINGLE : task().orElse(Task.SINGLE);
        if (classes > 0 && task.classifiesTexts()) {
            require("problem_type", "single_label_classification");
        }
        try {
            if (architecture == Architecture.BERT) {
                double dropout = probability("hidden_dropout_prob", 0.1);
                return new ModelConfig(
                        architecture,
                        size("vocab_size", 30522),
                        size("hidden_size", 768),
                        size("num_hidden_layers", 12),
                        size("num_attention_heads", 12),
                        size("intermediate_size", 3072),
                        size("max_position_embeddings", 512),
                        size("type_vocab_size", 2),
                        probability("layer_norm_eps", 1e-12),
                        dropout,
                        probability("attention_probs_dropout_prob", 0.1),
                        probability("classifier_dropout", dropout),
                        labels,
                        task);
            }
            return new ModelConfig(
                    architecture,
                    size("vocab_size", 30522),
                    size("dim", 768),
                    size("n_layers", 6),
                    size("n_heads", 12),
                    size("hidden_dim", 3072),
                    size("max_position_embeddings", 512),
                    0,
                    1e-12,
                    probability("dropout", 0.1),
                    probability("attention_dropout", 0.1),
                    probability("seq_classif_dropout", 0.2),
                    labels,
                    task);
        } catch (IllegalArgumentException e) {
            throw new CheckpointException(NAME + ": " + e.getMessage() + ". Fetch it again.", e);
        }
    }

    static byte[] write(ModelConfig config) {
        ObjectNode root = Json.MAPPER.createObjectNode();
        boolean bert = config.architecture() == Architecture.BERT;
        String family = bert ? "Bert" : "DistilBert";
        root.putArray("architectures")
                .add(family
                        + (config.labels().isEmpty() ? "Model" : config.task().architecture()));
        root.put("model_type", bert ? "bert" : "distilbert");
        root.put("vocab_size", config.vocabularySize());
        root.put("max_position_embeddings", config.positions());
        if (bert) {
            root.put("hidden_size", config.hiddenSize());
            root.put("num_hidden_layers", config.layers());
            root.put("num_attention_heads", config.heads());
            root.put("intermediate_size", config.intermediateSize());
            root.put("type_vocab_size", config.tokenTypes());
            root.put("layer_norm_eps", config.layerNormEpsilon());
            root.put("hidden_act", "gelu");
            root.put("position_embedding_type", "absolute");
            root.put("hidden_dropout_prob", config.hiddenDropout());
            root.put("attention_probs_dropout_prob", config.attentionDropout());
            root.put("classifier_dropout", config.classifierDropout());
        } else {
            root.put("dim", config.hiddenSize());
            root.put("n_layers", config.layers());
            root.put("n_heads", config.heads());
            root.put("hidden_dim", config.intermediateSize());
            root.put("activation", "gelu");
            root.put("sinusoidal_pos_embds", false);
            root.put("dropout", config.hiddenDropout());
            root.put("attention_dropout", config.attentionDropout());
            root.put("seq_classif_dropout", config.classifierDropout());
            root.put("qa_dropout", config.hiddenDropout());
        }
        root.put("initializer_range", 0.02);
        root.put("pad_token_id", 0);
        root.put("torch_dtype", "float32");
        if (!config.labels().isEmpty()) {
            if (config.task().classifiesTexts()) {
                root.put("problem_type", "single_label_classification");
            }
            if (config.task() == Task.PAIR) {
                root.put(FINE_TUNING_TASK, PAIR);
            }
            ObjectNode names = root.putObject("id2label");
            ObjectNode ids = root.putObject("label2id");
            for (int i = 0; i < config.labels().size(); i++) {
                names.put(Integer.toString(i), config.labels().get(i));
                ids.put(config.labels().get(i), i);
            }
        }
        return Json.bytes(root);
    }

    private List<String> labels(int classes) {
        JsonNode names = root.path("id2label");
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < classes; i++) {
            JsonNode name = names.path(Integer.toString(i));
            if (!names.isEmpty() && !name.isTextual()) {
                break;
            }
            labels.add(name.asText("LABEL_" + i));
        }
        if (labels.size() != classes || (!names.isEmpty() && names.size() != classes)) {
            throw new CheckpointException(NAME + " has the id2label " + names + ", but the classifier has " + classes
                    + " rows. Name each class by its index from 0.");
        }
        return labels;
    }

    private void require(String key, String supported) {
        if (root.hasNonNull(key) && !root.get(key).asText().equals(supported)) {
            throw unsupported(key, supported);
        }
    }

    private CheckpointException unsupported(String key, String supported) {
        return new CheckpointException(NAME + " has " + key + " " + root.path(key) + "; supported is " + supported
                + ". Choose another model.");
    }

    private int size(String key, int absent) {
        JsonNode node = root.path(key);
        if (node.isMissingNode() || node.isNull()) {
            return absent;
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < 1) {
            throw new CheckpointException(NAME + " has " + key + " " + node + ", which is no positive number.");
        }
        return node.intValue();
    }

    private double probability(String key, double absent) {
        JsonNode node = root.path(key);
        if (node.isMissingNode() || node.isNull()) {
            return absent;
        }
        if (!node.isNumber() || !(node.doubleValue() >= 0 && node.doubleValue() < 1)) {
            throw new CheckpointException(NAME + " has " + key + " " + node + ", which is not between 0 and 1.");
        }
        return node.doubleValue();
    }
}
