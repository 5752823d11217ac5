package io.sentistream.trainer.training;

import io.sentistream.bert.training.OptimizerConfig;
import io.sentistream.schemas.config.Setting;
import io.sentistream.schemas.config.Settings;
import java.util.List;

/** The keys of an {@link OptimizerConfig}. */
final class OptimizerSettings {
    private final Setting<Double> weightDecay;
    private final Setting<Double> maxGradientNorm;
    private final Setting<Boolean> freezeWordEmbeddings;
    private final Setting<Integer> frozenLayers;
    private final Setting<Double> layerDecay;
    private final Setting<Double> labelSmoothing;
    private final Setting<Double> averageDecay;

    OptimizerSettings(String prefix, boolean freezeWordEmbeddings, int frozenLayers) {
        weightDecay = Setting.number(prefix + "weight.decay", 0.01, 0, 1, "AdamW's decay of matrices");
        maxGradientNorm = Setting.number(
                prefix + "max.gradient.norm", 1, 0, 1e9, "clip gradients to this norm; 0 for no clipping");
        this.freezeWordEmbeddings = Setting.flag(
                prefix + "freeze.word.embeddings", freezeWordEmbeddings, "leave the word embeddings as they are");
        this.frozenLayers = Setting.integer(
                prefix + "frozen.layers",
                frozenLayers,
                -1000,
                1000,
                "leave so many of the lowest layers, and all embeddings, as they are; -6 for all layers but the highest 6,"
                        + " where there are more");
        layerDecay = Setting.number(
                prefix + "layer.rate.decay",
                1,
                1e-3,
                1,
                "a layer's rate is that of the layer above times this; 1 for one rate");
        labelSmoothing = Setting.number(
                prefix + "label.smoothing",
                0,
                0,
                0.99,
                "the part of a label that is spread evenly over all labels; 0 for none");
        averageDecay = Setting.number(
                prefix + "average.decay",
                0,
                0,
                0.999999,
                "keep a moving average of the weights, which keeps this part of itself each step; 0 for no average");
    }

    List<Setting<?>> all() {
        return List.of(
                weightDecay,
                maxGradientNorm,
                freezeWordEmbeddings,
                frozenLayers,
                layerDecay,
                labelSmoothing,
                averageDecay);
    }

    OptimizerConfig read(Settings settings) {
        return new OptimizerConfig(
                0.9,
                0.999,
                1e-8,
                settings.get(weightDecay),
                settings.get(maxGradientNorm),
                settings.get(freezeWordEmbeddings),
                settings.get(frozenLayers),
                settings.get(layerDecay),
                settings.get(labelSmoothing),
                settings.get(averageDecay));
    }
}
