package io.sentistream.trainer.offline;

import io.sentistream.schemas.config.ClientKeys;
import io.sentistream.schemas.config.Setting;
import io.sentistream.schemas.config.Settings;
import io.sentistream.schemas.config.SettingsException;
import io.sentistream.trainer.training.TrainingConfig;
import io.sentistream.trainer.training.TrainingSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** A picocli mixin with an option for each of the {@link TrainingSettings}: {@code --learning-rate} and so on. */
@Command
public final class TrainingOptions {
    private final TrainingSettings settings = TrainingSettings.fineTuning("");
    private final Map<String, OptionSpec> options = new LinkedHashMap<>();

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
     * @throws SettingsException telling every value that can't be
     */
    public TrainingConfig read() {
        Map<String, String> given = new LinkedHashMap<>();
        options.forEach((key, option) -> {
            if (option.getValue() != null) {
                given.put(key, option.getValue());
            }
        });
        return settings.read(Settings.read(settings.all(), new ClientKeys(Set.of(), List.of()), given));
    }
}
