package io.sentistream.operations.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.schemas.config.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class SettingsOptionsTest {
    private static final List<Setting<?>> SETTINGS = List.of(
            Setting.integer("batch.tokens", 2_048, 8, 1 << 20, "the most tokens; 100% of a batch"),
            Setting.text("serving.line", "default", "the line"));

    @TempDir
    private Path directory;

    @Command(name = "run")
    private static final class Run implements Runnable {
        @Mixin
        private SettingsOptions options;

        private Map<String, String> given;

        @Override
        public void run() {
            given = options.layered("SENTISTREAM_TEST_", SETTINGS);
        }
    }

    private final Run run = new Run();
    private final CommandLine command = new CommandLine(run);

    SettingsOptionsTest() {
        SettingsOptions.offer(command, "SENTISTREAM_TEST_", SETTINGS);
    }

    @Test
    void aSettingIsAFlagOrAnArgumentAndBothBeatTheFile() throws IOException {
        Path file = Files.writeString(directory.resolve("run.properties"), "batch.tokens=9\nserving.line=filed\n");

        assertThat(command.execute("--config", file.toString(), "--batch.tokens=16", "serving.line=x", "acks=all"))
                .isZero();
        assertThat(run.given)
                .containsExactlyInAnyOrderEntriesOf(Map.of("batch.tokens", "16", "serving.line", "x", "acks", "all"));
    }

    @Test
    void whatIsNotGivenIsLeftToItsDefault() {
        assertThat(command.execute()).isZero();
        assertThat(run.given).isEmpty();
    }

    @Test
    void helpTellsEachFlagItsMeaningDefaultAndVariable() {
        assertThat(command.getUsageMessage())
                .contains("--batch.tokens=VALUE", "the most tokens; 100% of a batch [2048]")
                .contains("--serving.line=VALUE", "the line [default]")
                .contains("SENTISTREAM_TEST_ and the key in capitals");
    }
}
