package io.sentistream.trainer.training;

import io.sentistream.bert.network.Device;
import io.sentistream.bert.network.Precision;
import io.sentistream.schemas.config.Setting;
import io.sentistream.schemas.config.Settings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The keys of a {@link TrainingConfig} with their defaults, those of Devlin et al., "BERT", 2019, appendix A.3. */
public final class TrainingSettings {
    private final Setting<Integer> epochs;
    private final Setting<Integer> maxSteps;
    private final Setting<Integer> batchSize;
    private final Setting<Integer> gradientAccumulation;
    private final ScheduleSettings schedule;
    private final OptimizerSettings optimizer;
    private final Setting<Integer> maxLength;
    private final Setting<Integer> seed;
    private final Setting<Device> device;
    private final Setting<Precision> precision;
    /** None where no evaluation chooses a checkpoint. */
    private final Optional<EvaluationSettings> evaluation;

    private final Setting<Integer> saveEverySteps;

    private TrainingSettings(
            String prefix,
            int epochs,
            boolean freezeWordEmbeddings,
            int frozenLayers,
            String precision,
            boolean choosing) {
        int most = Integer.MAX_VALUE;
        this.epochs = Setting.integer(prefix + "epochs", epochs, 1, 10_000, "passes over the training rows");
        maxSteps = Setting.integer(
                prefix + "max.steps", 0, 0, most, "steps of the optimizer, in place of epochs; 0 for epochs");
        batchSize = Setting.integer(prefix + "batch.size", 32, 1, 65_536, "rows in a batch");
        gradientAccumulation =
                Setting.integer(prefix + "gradient.accumulation", 1, 1, 65_536, "batches in a step of the optimizer");
        schedule = new ScheduleSettings(prefix);
        optimizer = new OptimizerSettings(prefix, freezeWordEmbeddings, frozenLayers);
        maxLength = Setting.integer(prefix + "max.length", 128, 3, 65_536, "the longest text in tokens");
        seed = Setting.integer(prefix + "seed", 42, 0, most, "seeds the order of rows, dropout and a new head");
        device = new Setting<>(prefix + "device", "auto", Device::parse, "where it trains: auto, cpu or cuda:N");
        Setting<Precision> named = Setting.choice(
                prefix + "precision",
                Precision.FLOAT32,
                Precision.class,
                "the arithmetic: float32; bfloat16, where the device has it: CUDA, or a CPU with AVX-512 BF16 or AMX; or"
                        + " auto: bfloat16 on such a CPU that multiplies faster in it, else float32");
        this.precision = new Setting<>(named.key(), precision, text -> precision(named, text), named.meaning());
        evaluation = choosing ? Optional.of(new EvaluationSettings(prefix)) : Optional.empty();
        saveEverySteps = Setting.integer(
                prefix + "save.every.steps",
                500,
                0,
                most,
                "steps between two saves of the state; 0 for at evaluations alone");
    }

    /** For training a base: two epochs of all weights in float32. */
    public static TrainingSettings fineTuning(String prefix) {
        return new TrainingSettings(prefix, 2, false, 0, "float32", true);
    }

    /** For learning from feedback: two epochs of the six highest layers, in what the CPU computes fastest, kept as they are at the end. */
    public static TrainingSettings adaptation(String prefix) {
        return new TrainingSettings(prefix, 2, true, -6, "auto", false);
    }

    private static Precision precision(Setting<Precision> named, String text) {
        if (text.strip().equalsIgnoreCase("auto")) {
            return Precision.fastestToTrainOnCpu();
        }
        try {
            return named.reader().apply(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + ", auto", e);
        }
    }

    /** All keys. */
    public List<Setting<?>> all() {
        return Stream.of(
                        List.of(epochs, maxSteps, batchSize, gradientAccumulation),
                        schedule.all(),
                        optimizer.all(),
                        List.of(maxLength, seed, device, precision),
                        evaluation.map(EvaluationSettings::all).orElse(List.of()),
                        List.of(saveEverySteps))
                .<Setting<?>>flatMap(List::stream)
                .toList();
    }

    /** The configuration from settings that were read with these keys among them. */
    public TrainingConfig read(Settings settings) {
        return new TrainingConfig(
                settings.get(epochs),
                settings.get(maxSteps),
                settings.get(batchSize),
                settings.get(gradientAccumulation),
                schedule.read(settings),
                optimizer.read(settings),
                settings.get(maxLength),
                settings.get(seed),
                settings.get(device),
                settings.get(precision),
                evaluation.map(chosen -> chosen.read(settings)).orElse(EvaluationConfig.AT_THE_END),
                settings.get(saveEverySteps));
    }
}
