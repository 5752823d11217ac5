package io.sentistream.trainer.offline;

import io.sentistream.schemas.config.ClientKeys;
import io.sentistream.schemas.config.Setting;
import io.sentistream.schemas.config.Settings;
import io.sentistream.schemas.config.SettingsException;
import io.sentistream.trainer.training.TrainingConfig;
import io.sentistream.trainer.training.TrainingSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A picocli mixin with an option for each of the {@link TrainingSettings}: {@code --learning-rate} and so on. A YAML file has
 * the same under their keys, and in the environment {@code learning.rate} is {@code SENTISTREAM_TRAIN_LEARNING_RATE}.
 */
@Command
public final class TrainingOptions {
    private static final String ENVIRONMENT_PREFIX = "SENTISTREAM_TRAIN_";

    private final TrainingSettings settings = TrainingSettings.fineTuning("");
    private final Map<String, OptionSpec> options = new LinkedHashMap<>();

    @Option(
            names = "--config",
            paramLabel = "FILE.yaml",
            description = "a YAML file of the options from --epochs on, by their keys, such as 'learning.rate: 3e-5'."
                    + " Environment variables such as " + ENVIRONMENT_PREFIX
                    + "LEARNING_RATE, and then options, beat it")
    private Path file;

    /** Called by picocli with the command that this is mixed into. */
    @Spec(Spec.Target.MIXEE)
    void addTo(CommandSpec command) {
        for (Setting<?> setting : settings.all()) {
            boolean flag = setting.defaultText().equals("false");
            OptionSpec option = OptionSpec.builder("--" + setting.key().replace('.', '-'))
                    .type(String.class)
                    .arity(flag ? "0..1" : "1")
                    .fallbackValue(flag ? "true" : "")
                    .paramLabel(flag ? "true|false" : "VALUE")
                    .description(setting.meaning() + " (default: " + setting.defaultText() + ")")
                    .build();
            options.put(setting.key(), option);
            command.addOption(option);
        }
    }

    /**
     * What was given, over the defaults.
     *
     * @param environment all environment variables
     * @throws SettingsException telling every value that can't be, and each key of the file that is none
     */
    public TrainingConfig read(Map<String, String> environment) {
        Map<String, String> typed = new LinkedHashMap<>();
        options.forEach((key, option) -> {
            if (option.getValue() != null) {
                typed.put(key, option.getValue());
            }
        });
        Map<String, String> given = new LinkedHashMap<>(file == null ? Map.of() : RecipeFile.read(file));
        given.putAll(Settings.layer(Optional.empty(), ENVIRONMENT_PREFIX, environment, typed));
        return settings.read(Settings.read(settings.all(), new ClientKeys(Set.of(), List.of()), given));
    }
}
