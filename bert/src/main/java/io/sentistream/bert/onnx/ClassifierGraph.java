package io.sentistream.bert.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.sentistream.bert.checkpoint.Architecture;
import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.ModelConfig;
import io.sentistream.bert.checkpoint.Tensor;
import java.util.List;
import java.util.Map;

/**
 * The classification network of a checkpoint by the formulas of BERT (Devlin et al., 2019) and DistilBERT (Sanh et al.,
 * 2019), in ONNX's operators. Weights are found by their place in {@code WeightLayout}'s order: embeddings (5, or 4
 * without token types), 16 a layer, head (4).
 */
final class ClassifierGraph {
    private static final int TENSORS_A_LAYER = 16;
    /** What is added to the scores of padding; the lowest float32, since -infinity makes NaN of a row without tokens. */
    private static final float MASKED = -Float.MAX_VALUE;

    private final ModelConfig config;
    private final List<Map.Entry<String, Tensor>> weights;
    private final GraphBuilder graph = new GraphBuilder();

    ClassifierGraph(Checkpoint checkpoint) {
        config = checkpoint.config();
        weights = List.copyOf(checkpoint.weights().entrySet());
    }

    ModelProto model() {
        graph.input("input_ids");
        graph.input("attention_mask");
        if (config.tokenTypes() > 0) {
            graph.input("token_type_ids");
        }
        String mask = mask();
        String x = embeddings();
        int at = config.tokenTypes() > 0 ? 5 : 4;
        for (int layer = 0; layer < config.layers(); layer++) {
            x = layer(x, mask, at);
            at += TENSORS_A_LAYER;
        }
        head(x, at);
        graph.output("logits", config.labels().size());
        return graph.model();
    }

    /** [batch, 1, 1, length]: 0 for a token, {@link #MASKED} for padding. */
    private String mask() {
        String wide = graph.node("Unsqueeze", "mask/wide", List.of("attention_mask", graph.integers(1, 2)));
        String given =
                graph.node("Cast", "mask/given", List.of(wide), Attributes.integer("to", DataType.FLOAT.getNumber()));
        String padding = graph.node("Sub", "mask/padding", List.of(graph.number(1), given));
        return graph.node("Mul", "mask/added", List.of(padding, graph.number(MASKED)));
    }

    /** [batch, length, hidden]. */
    private String embeddings() {
        String words = graph.node("Gather", "embeddings/words", List.of(weight(0), "input_ids"));
        String length = graph.node(
                "Shape",
                "embeddings/length",
                List.of("input_ids"),
                Attributes.integer("start", 1),
                Attributes.integer("end", 2));
        String positions = graph.node(
                "Slice", "embeddings/positions", List.of(weight(1), graph.integers(0), length, graph.integers(0)));
        String sum = graph.node("Add", "embeddings/placed", List.of(words, positions));
        if (config.tokenTypes() == 0) {
            return norm(sum, 2);
        }
        String types = graph.node("Gather", "embeddings/types", List.of(weight(2), "token_type_ids"));
        return norm(graph.node("Add", "embeddings/typed", List.of(sum, types)), 3);
    }

    /** One layer of the encoder, whose tensors begin at {@code at}. */
    private String layer(String x, String mask, int at) {
        String name = "layer." + (at / TENSORS_A_LAYER) + "/";
        int size = config.hiddenSize() / config.heads();
        String query = heads(linear(x, at), size, 0, 2, 1, 3);
        String key = heads(linear(x, at + 2), size, 0, 2, 3, 1);
        String value = heads(linear(x, at + 4), size, 0, 2, 1, 3);
        String products = graph.node("MatMul", name + "products", List.of(query, key));
        String scores = graph.node("Div", name + "scores", List.of(products, graph.number((float) Math.sqrt(size))));
        String masked = graph.node("Add", name + "masked", List.of(scores, mask));
        String attention = graph.node("Softmax", name + "attention", List.of(masked), Attributes.integer("axis", -1));
        String context = graph.node("MatMul", name + "context", List.of(attention, value));
        String turned =
                graph.node("Transpose", name + "turned", List.of(context), Attributes.integers("perm", 0, 2, 1, 3));
        String joined =
                graph.node("Reshape", name + "joined", List.of(turned, graph.integers(0, 0, config.hiddenSize())));
        String attended = residual(joined, x, at + 6);
        return residual(gelu(linear(attended, at + 10), name + "gelu/"), attended, at + 12);
    }

    /** [batch, length, hidden] split in heads, its axes then in this order. */
    private String heads(String x, int size, int... order) {
        String split = graph.node("Reshape", x + "/split", List.of(x, graph.integers(0, 0, config.heads(), size)));
        return graph.node("Transpose", x + "/heads", List.of(split), Attributes.integers("perm", order));
    }

    /** LayerNorm of the sum of x's projection and what it came from; the norm's tensors follow the projection's. */
    private String residual(String x, String before, int at) {
        String projected = linear(x, at);
        return norm(graph.node("Add", projected + "/sum", List.of(projected, before)), at + 2);
    }

    /** x times the normal distribution function (Hendrycks and Gimpel, 2016). */
    private String gelu(String x, String name) {
        String scaled = graph.node("Div", name + "scaled", List.of(x, graph.number((float) Math.sqrt(2))));
        String erf = graph.node("Erf", name + "erf", List.of(scaled));
        String twice = graph.node("Add", name + "twice", List.of(erf, graph.number(1)));
        String product = graph.node("Mul", name + "product", List.of(x, twice));
        return graph.node("Mul", name + "half", List.of(product, graph.number(0.5f)));
    }

    /** The classifier on [CLS]: BERT's pooler or DistilBERT's pre-classifier, then one logit a label. */
    private void head(String x, int at) {
        String cls = graph.node("Gather", "head/cls", List.of(x, graph.integer(0)), Attributes.integer("axis", 1));
        boolean bert = config.architecture() == Architecture.BERT;
        String pooled = graph.node(bert ? "Tanh" : "Relu", "head/pooled", List.of(product(cls, at, "head/dense")));
        product(pooled, at + 2, "logits");
    }

    /** x times the transposed matrix at this place, plus the bias that follows it; x is [batch, in]. */
    private String product(String x, int at, String name) {
        return graph.node("Gemm", name, List.of(x, weight(at), weight(at + 1)), Attributes.integer("transB", 1));
    }

    /** The same of [batch, length, in]: ONNX multiplies stacks of matrices as they are, so that the weight is turned. */
    private String linear(String x, int at) {
        String name = module(at);
        String matrix =
                graph.transposed(weights.get(at).getKey(), weights.get(at).getValue());
        String product = graph.node("MatMul", name + "/product", List.of(x, matrix));
        return graph.node("Add", name, List.of(product, weight(at + 1)));
    }

    private String norm(String x, int at) {
        return graph.node(
                "LayerNormalization",
                module(at),
                List.of(x, weight(at), weight(at + 1)),
                Attributes.integer("axis", -1),
                Attributes.number("epsilon", (float) config.layerNormEpsilon()));
    }

    private String weight(int at) {
        return graph.weight(weights.get(at).getKey(), weights.get(at).getValue());
    }

    /** The name of a tensor without its last part. */
    private String module(int at) {
        String name = weights.get(at).getKey();
        return name.substring(0, name.lastIndexOf('.'));
    }
}
