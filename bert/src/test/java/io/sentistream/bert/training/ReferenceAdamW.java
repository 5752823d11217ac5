package io.sentistream.bert.training;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.network.Differentiable;
import io.sentistream.bert.network.ReferenceBert;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * AdamW written out (Loshchilov and Hutter, 2019, algorithm 2) on the gradients of the float64 reference, with clipping
 * by the global norm (Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks", 2013).
 */
final class ReferenceAdamW {
    private static final Pattern LAYER = Pattern.compile("\\.layer\\.(\\d+)\\.");

    private final Checkpoint checkpoint;
    private final OptimizerConfig config;
    private ReferenceBert network;
    private final Map<String, double[]> first = new LinkedHashMap<>();
    private final Map<String, double[]> second = new LinkedHashMap<>();
    private final Map<String, double[]> average = new LinkedHashMap<>();
    private int steps;

    ReferenceAdamW(Checkpoint checkpoint, OptimizerConfig config) {
        this.checkpoint = checkpoint;
        this.config = config;
        this.network = new ReferenceBert(checkpoint);
    }

    Map<String, Differentiable> weights() {
        return network.weights();
    }

    /** What must be kept of a weight: itself, or its average. */
    double[] kept(String name) {
        return average.getOrDefault(name, network.weights().get(name).value());
    }

    /** One update; what {@link FineTuning#step} must report of it. */
    FineTuning.Step step(LabelledBatch batch, double rate) {
        ReferenceBert fresh = new ReferenceBert(checkpoint); // gradients of 0
        network.weights().forEach((name, weight) -> {
            double[] values = fresh.weights().get(name).value();
            System.arraycopy(weight.value(), 0, values, 0, values.length);
        });
        network = fresh;
        if (config.averageDecay() > 0) {
            trained()
                    .forEach(name -> average.computeIfAbsent(
                            name, n -> network.weights().get(n).value().clone()));
        }
        Differentiable loss = network.loss(batch, config.labelSmoothing());
        loss.backward();
        double norm = Math.sqrt(trained()
                .flatMapToDouble(
                        name -> Arrays.stream(network.weights().get(name).gradient()))
                .map(g -> g * g)
                .sum());
        double clip = config.maxGradientNorm() == 0 ? 1 : Math.min(1, config.maxGradientNorm() / (norm + 1e-6));
        steps++;
        trained().forEach(name -> update(name, clip, rate * Math.pow(config.layerDecay(), height(name))));
        double keep = Math.min(config.averageDecay(), (1.0 + steps) / (10 + steps));
        average.forEach((name, mean) -> Arrays.setAll(
                mean,
                i -> keep * mean[i] + (1 - keep) * network.weights().get(name).value()[i]));
        return new FineTuning.Step(loss.value()[0], norm);
    }

    private void update(String name, double clip, double rate) {
        double[] weight = network.weights().get(name).value();
        double[] gradient = network.weights().get(name).gradient();
        double[] m = first.computeIfAbsent(name, n -> new double[weight.length]);
        double[] v = second.computeIfAbsent(name, n -> new double[weight.length]);
        double decay = checkpoint.weights().get(name).shape().size() == 2 ? config.weightDecay() : 0;
        for (int i = 0; i < weight.length; i++) {
            double g = clip * gradient[i];
            m[i] = config.beta1() * m[i] + (1 - config.beta1()) * g;
            v[i] = config.beta2() * v[i] + (1 - config.beta2()) * g * g;
            double mean = m[i] / (1 - Math.pow(config.beta1(), steps));
            double square = v[i] / (1 - Math.pow(config.beta2(), steps));
            weight[i] -= rate * (decay * weight[i] + mean / (Math.sqrt(square) + config.epsilon()));
        }
    }

    private Stream<String> trained() {
        return network.weights().keySet().stream().filter(this::trains);
    }

    boolean trains(String name) {
        boolean frozenWords = config.freezeWordEmbeddings() && name.endsWith("word_embeddings.weight");
        return !frozenWords
                && (config.frozenLayers() == 0
                        || height(name) <= checkpoint.config().layers() - config.frozenLayers());
    }

    /** 0 in the head, 1 in the highest layer, and one more than in the lowest layer in the embeddings. */
    private int height(String name) {
        Matcher layer = LAYER.matcher(name);
        if (layer.find()) {
            return checkpoint.config().layers() - Integer.parseInt(layer.group(1));
        }
        return name.contains(".embeddings.") ? checkpoint.config().layers() + 1 : 0;
    }
}
