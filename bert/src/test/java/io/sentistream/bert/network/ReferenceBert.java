package io.sentistream.bert.network;

import io.sentistream.bert.checkpoint.Architecture;
import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.ModelConfig;
import io.sentistream.bert.checkpoint.Task;
import io.sentistream.bert.training.LabelledBatch;
import io.sentistream.bert.training.SoftTargets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * BERT (Devlin et al., 2019) and DistilBERT (Sanh et al., 2019) in float64 by the formulas of the papers, one text at a
 * time: no padding, no shortcuts, no dropout. The native programs must agree with it.
 */
public final class ReferenceBert {
    private final ModelConfig config;
    private final Map<String, Differentiable> weights = new LinkedHashMap<>();

    public ReferenceBert(Checkpoint checkpoint) {
        config = checkpoint.config();
        checkpoint.weights().forEach((name, tensor) -> {
            float[] floats = tensor.toFloats();
            double[] values = IntStream.range(0, floats.length)
                    .mapToDouble(i -> floats[i])
                    .toArray();
            int columns = tensor.shape().get(tensor.shape().size() - 1);
            weights.put(name, Differentiable.of(values.length / columns, columns, values));
        });
    }

    /** The weights by name. */
    public Map<String, Differentiable> weights() {
        return weights;
    }

    /** The vectors after the last layer of one text, [length, hidden]. */
    public Differentiable hiddenStates(int... ids) {
        return hiddenStates(new Sequence(ids));
    }

    /** The vectors after the last layer, [length, hidden]. */
    public Differentiable hiddenStates(Sequence sequence) {
        int[] ids = sequence.ids();
        boolean bert = config.architecture() == Architecture.BERT;
        String root = bert ? "bert." : "distilbert.";
        Differentiable x = weights.get(root + "embeddings.word_embeddings.weight")
                .pick(ids)
                .plus(weights.get(root + "embeddings.position_embeddings.weight")
                        .pick(IntStream.range(0, ids.length).toArray()));
        if (bert) {
            x = x.plus(weights.get(root + "embeddings.token_type_embeddings.weight")
                    .pick(IntStream.range(0, ids.length)
                            .map(i -> i < sequence.second() ? 0 : 1)
                            .toArray()));
        }
        x = norm(x, root + "embeddings.LayerNorm");
        for (int i = 0; i < config.layers(); i++) {
            x = bert
                    ? layer(x, root + "encoder.layer." + i + ".", BERT_NAMES)
                    : layer(x, root + "transformer.layer." + i + ".", DISTILBERT_NAMES);
        }
        return x;
    }

    /** The logits of one text, [1, labels]. */
    public Differentiable logits(int... ids) {
        return logits(new Sequence(ids));
    }

    /** The head's logits: of a text or a pair [1, labels], of tokens [length, labels], of starts and ends [2, length]. */
    public Differentiable logits(Sequence sequence) {
        if (config.task() == Task.TOKENS) {
            return linear(hiddenStates(sequence), "classifier");
        }
        if (config.task() == Task.QUESTIONS) {
            return linear(hiddenStates(sequence), "qa_outputs").transposed();
        }
        Differentiable cls = hiddenStates(sequence).pick(0);
        Differentiable pooled = config.architecture() == Architecture.BERT
                ? linear(cls, "bert.pooler.dense").map(Math::tanh, x -> 1 - Math.tanh(x) * Math.tanh(x))
                : linear(cls, "pre_classifier").map(x -> Math.max(x, 0), x -> x > 0 ? 1 : 0);
        return linear(pooled, "classifier");
    }

    /**
     * The mean over the labels of a batch, of which a text has one, of the cross-entropy with the smoothed label, and the
     * divergence from the teacher.
     */
    public Differentiable loss(LabelledBatch batch, double smoothing) {
        Differentiable sum = Differentiable.of(1, 1, new double[1]);
        int terms = 0;
        for (int i = 0; i < batch.rows().size(); i++) {
            Differentiable logits = logits(batch.rows().get(i));
            double weight = batch.teacher().map(SoftTargets::weight).orElse(0.0);
            int[] labels = batch.labels().get(i);
            for (int choice = 0; choice < labels.length; choice++) {
                if (labels[choice] != LabelledBatch.UNLABELLED) {
                    sum = sum.plus(smoothed(logits.pick(choice), labels[choice], smoothing)
                            .times(1 - weight));
                    terms++;
                } else if (batch.teacher().isPresent()) {
                    terms++;
                }
            }
            if (batch.teacher().isPresent()) {
                SoftTargets teacher = batch.teacher().get();
                double t = teacher.temperature();
                float[] taught = teacher.logits().get(i);
                double[] softened = new double[taught.length];
                Arrays.setAll(softened, label -> taught[label] / t);
                sum = sum.plus(logits.times(1 / t).divergenceFrom(softened).times(weight * t * t));
            }
        }
        return sum.times(1.0 / terms);
    }

    private static Differentiable smoothed(Differentiable logits, int label, double smoothing) {
        int classes = logits.value().length;
        Differentiable sum = logits.crossEntropy(label).times(1 - smoothing);
        for (int other = 0; smoothing > 0 && other < classes; other++) {
            sum = sum.plus(logits.crossEntropy(other).times(smoothing / classes));
        }
        return sum;
    }

    private static final List<String> BERT_NAMES = List.of(
            "attention.self.query",
            "attention.self.key",
            "attention.self.value",
            "attention.output.dense",
            "attention.output.LayerNorm",
            "intermediate.dense",
            "output.dense",
            "output.LayerNorm");
    private static final List<String> DISTILBERT_NAMES = List.of(
            "attention.q_lin",
            "attention.k_lin",
            "attention.v_lin",
            "attention.out_lin",
            "sa_layer_norm",
            "ffn.lin1",
            "ffn.lin2",
            "output_layer_norm");

    private Differentiable layer(Differentiable x, String prefix, List<String> names) {
        Differentiable query = linear(x, prefix + names.get(0)).transposed();
        Differentiable key = linear(x, prefix + names.get(1)).transposed();
        Differentiable value = linear(x, prefix + names.get(2)).transposed();
        int size = config.hiddenSize() / config.heads();
        // Each head's part of the attention output: its columns of the matrix times its context, added up.
        Differentiable output = weights.get(prefix + names.get(3) + ".weight").transposed();
        Differentiable attended = null;
        for (int head = 0; head < config.heads(); head++) {
            int[] part = IntStream.range(head * size, (head + 1) * size).toArray();
            Differentiable scores = query.pick(part)
                    .transposed()
                    .timesTransposed(key.pick(part).transposed())
                    .map(s -> s / Math.sqrt(size), s -> 1 / Math.sqrt(size));
            Differentiable context = scores.softmax().timesTransposed(value.pick(part));
            Differentiable contribution =
                    context.timesTransposed(output.pick(part).transposed());
            attended = attended == null ? contribution : attended.plus(contribution);
        }
        attended = attended.plus(weights.get(prefix + names.get(3) + ".bias"));
        Differentiable middle = norm(x.plus(attended), prefix + names.get(4));
        Differentiable inner = linear(middle, prefix + names.get(5)).map(ReferenceBert::gelu, ReferenceBert::geluSlope);
        return norm(middle.plus(linear(inner, prefix + names.get(6))), prefix + names.get(7));
    }

    private Differentiable linear(Differentiable x, String name) {
        return x.timesTransposed(weights.get(name + ".weight")).plus(weights.get(name + ".bias"));
    }

    private Differentiable norm(Differentiable x, String name) {
        return x.layerNorm(weights.get(name + ".weight"), weights.get(name + ".bias"), config.layerNormEpsilon());
    }

    /** x times the normal distribution function (Hendrycks and Gimpel, 2016). */
    private static double gelu(double x) {
        return x * normal(x);
    }

    private static double geluSlope(double x) {
        return normal(x) + x * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    /** The standard normal distribution function (Marsaglia, "Evaluating the Normal Distribution", 2004). */
    private static double normal(double x) {
        if (Math.abs(x) > 8) {
            return x > 0 ? 1 : 0;
        }
        double sum = x;
        double term = x;
        for (int i = 3; Math.abs(term) > 1e-18; i += 2) {
            term *= x * x / i;
            sum += term;
        }
        return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    /** The largest difference of two arrays of numbers, by element, relative to the largest number. */
    public static double difference(double[] expected, float[] actual) {
        double scale = Arrays.stream(expected).map(Math::abs).max().orElse(1);
        return IntStream.range(0, expected.length)
                        .mapToDouble(i -> Math.abs(expected[i] - actual[i]))
                        .max()
                        .orElse(0)
                / scale;
    }
}
