package io.sentistream.trainer;

import io.sentistream.bert.inference.InferenceConfig;
import io.sentistream.bert.network.Precision;
import io.sentistream.operations.program.OperationsConfig;
import io.sentistream.schemas.Connection;
import io.sentistream.schemas.config.ClientKeys;
import io.sentistream.schemas.config.Setting;
import io.sentistream.schemas.config.Settings;
import io.sentistream.schemas.config.SettingsException;
import io.sentistream.trainer.annotation.AnnotationConfig;
import io.sentistream.trainer.drift.DriftConfig;
import io.sentistream.trainer.gate.GateConfig;
import io.sentistream.trainer.offline.Home;
import io.sentistream.trainer.probation.ProbationConfig;
import io.sentistream.trainer.replay.ReplayConfig;
import io.sentistream.trainer.retraining.BaseRows;
import io.sentistream.trainer.scan.ScanConfig;
import io.sentistream.trainer.training.TrainingConfig;
import io.sentistream.trainer.training.TrainingSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the trainer runs.
 *
 * @param connection how Kafka and the registry are reached
 * @param line the serving line whose models it trains
 * @param home where downloaded data and prepared models are kept
 * @param initialModel the model that a line begins with, by name or directory
 * @param labels the classes by index, where the initial model has no head yet
 * @param storeDirectory where checkpoints are written, each line in a directory of its own
 * @param keptVersions how many of the last checkpoints are kept
 * @param base the base data
 * @param baseTraining how an initial model without a head is fine-tuned
 * @param adaptation how feedback is learned
 * @param annotation which labels may teach
 * @param replay what is replayed beside new labels
 * @param retrain when a retraining starts
 * @param gate what a candidate must be like to serve
 * @param shadow how a candidate without enough evidence runs in the shadow
 * @param probation how long a promoted model is on probation, and what ends it
 * @param drift how the stream is watched
 * @param scan how hard it is looked for planted phrases in what a candidate learned
 * @param operations how it is watched and stopped
 * @param recorded what the history of versions keeps of the settings: those of data, training, replay, gate and probation, by
 *     key
 */
public record TrainerConfig(
        Connection connection,
        String line,
        Path home,
        String initialModel,
        List<String> labels,
        Path storeDirectory,
        int keptVersions,
        BaseRows base,
        TrainingConfig baseTraining,
        TrainingConfig adaptation,
        AnnotationConfig annotation,
        ReplayConfig replay,
        RetrainConfig retrain,
        GateConfig gate,
        ShadowConfig shadow,
        ProbationConfig probation,
        DriftConfig drift,
        ScanConfig scan,
        OperationsConfig operations,
        Map<String, String> recorded) {
    /** What the trainer's environment variables begin with. */
    public static final String ENVIRONMENT_PREFIX = "SENTISTREAM_TRAINER_";

    private static final Setting<String> LINE =
            Setting.text("serving.line", "default", "the serving line whose models are trained");
    private static final Setting<Path> HOME =
            Setting.path("home", Home.directory().toString(), "where downloaded data and prepared models are kept");
    private static final Setting<String> INITIAL_MODEL =
            Setting.text("initial.model", "starter", "the model that a line begins with, by name or directory");
    private static final Setting<List<String>> LABELS = Setting.text(
                    "labels", "negative,positive", "the classes by index, where the initial model has none")
            .list();
    private static final Setting<Optional<Path>> STORE = Setting.path(
                    "store.directory",
                    "",
                    "where checkpoints are written; by default in the directory checkpoints of home")
            .optional();
    private static final Setting<Integer> KEPT =
            Setting.integer("retention.versions", 5, 1, Integer.MAX_VALUE, "how many of the last checkpoints are kept");
    private static final TrainingSettings BASE_TRAINING = TrainingSettings.fineTuning("training.");
    private static final TrainingSettings ADAPTATION = TrainingSettings.adaptation("adaptation.");

    private static final List<Setting<?>> LEARNING = joined(List.of(
            BaseRows.SETTINGS,
            BASE_TRAINING.all(),
            ADAPTATION.all(),
            AnnotationConfig.SETTINGS,
            ReplayConfig.SETTINGS,
            RetrainConfig.SETTINGS,
            GateConfig.SETTINGS,
            ProbationConfig.SETTINGS,
            ScanConfig.SETTINGS));

    /** Every key of the trainer. */
    public static final List<Setting<?>> SETTINGS = joined(List.of(
            Connection.SETTINGS,
            List.of(LINE, HOME, INITIAL_MODEL, LABELS, STORE, KEPT),
            LEARNING,
            ShadowConfig.SETTINGS,
            DriftConfig.SETTINGS,
            OperationsConfig.SETTINGS));

    /** Checks what hangs together. */
    public TrainerConfig {
        labels = List.copyOf(labels);
        recorded = Map.copyOf(recorded);
        if (labels.size() < 2 || labels.stream().distinct().count() < labels.size()) {
            throw SettingsException.of("labels", String.join(",", labels), "give two names or more, each once");
        }
        if (!line.matches("[a-zA-Z0-9._-]{1,100}") || line.startsWith(".")) {
            throw SettingsException.of(
                    "serving.line", line, "give up to 100 letters, digits, '.', '_' and '-', as it names a directory");
        }
    }

    /**
     * The configuration of these keys; what is not given has its default, and keys of the Kafka clients go on to them.
     *
     * @throws SettingsException if a value is wrong or a key is not known; all mistakes are told at once
     */
    public static TrainerConfig of(Map<String, String> given) {
        Settings settings = Settings.read(SETTINGS, ClientKeys.plain(), given);
        Path home = settings.get(HOME);
        return new TrainerConfig(
                Connection.of(settings),
                settings.get(LINE),
                home,
                settings.get(INITIAL_MODEL),
                settings.get(LABELS),
                settings.get(STORE).orElse(home.resolve("checkpoints")),
                settings.get(KEPT),
                BaseRows.of(settings),
                BASE_TRAINING.read(settings),
                ADAPTATION.read(settings),
                AnnotationConfig.of(settings),
                ReplayConfig.of(settings),
                RetrainConfig.of(settings),
                GateConfig.of(settings),
                ShadowConfig.of(settings),
                ProbationConfig.of(settings),
                DriftConfig.of(settings),
                ScanConfig.of(settings),
                OperationsConfig.of(settings),
                settings.texts(LEARNING));
    }

    /** How models are asked when they are judged. */
    public InferenceConfig judging() {
        return new InferenceConfig(adaptation.device(), Precision.FLOAT32, 512, 8, 4096);
    }

    private static List<Setting<?>> joined(List<List<Setting<?>>> parts) {
        return parts.stream().<Setting<?>>flatMap(List::stream).toList();
    }
}
