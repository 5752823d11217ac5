package io.sentistream.operations.program;

import io.sentistream.schemas.config.Setting;
import io.sentistream.schemas.config.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Where a program's settings come from; picocli mixes it into a command. */
public final class SettingsOptions {
    private static final int WIDTH = 110;
    private static final int OPTION_WIDTH = 40;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "A properties file; the environment beats it, and the command line both.")
    private Path file;

    @Parameters(
            paramLabel = "KEY=VALUE",
            description =
                    "Settings too, and keys of Kafka's clients and of the registry, such as sasl.mechanism=PLAIN.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    /**
     * Gives a command an option for each setting, such as {@code --batch.tokens=4096}.
     *
     * @param environmentPrefix what the program's environment variables begin with
     */
    public static void offer(CommandLine command, String environmentPrefix, List<Setting<?>> settings) {
        command.setUsageHelpWidth(WIDTH);
        command.setUsageHelpLongOptionsMaxWidth(OPTION_WIDTH);
        CommandSpec spec = command.getCommandSpec();
        spec.usageMessage()
                .sortOptions(false)
                .abbreviateSynopsis(true)
                .footer(
                        "",
                        "Each of them is an environment variable too: " + environmentPrefix
                                + " and the key in capitals, with _ for each dot.");
        settings.forEach(setting -> spec.addOption(OptionSpec.builder(option(setting))
                .paramLabel("VALUE")
                .type(String.class)
                .description((setting.meaning() + " [" + setting.defaultText() + "]").replace("%", "%%"))
                .build()));
    }

    /** The keys and texts of all sources, a later one over an earlier: file, environment, command line. */
    public Map<String, String> layered(String environmentPrefix, List<Setting<?>> settings) {
        Map<String, String> arguments = new LinkedHashMap<>(overrides);
        for (Setting<?> setting : settings) {
            String given = command.findOption(option(setting)).getValue();
            if (given != null) {
                arguments.put(setting.key(), given);
            }
        }
        return Settings.layer(Optional.ofNullable(file), environmentPrefix, System.getenv(), arguments);
    }

    private static String option(Setting<?> setting) {
        return "--" + setting.key();
    }
}
