package io.sentistream.quickstart.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.quickstart.settings.SettingsPage.Program;
import io.sentistream.schemas.config.Setting;
import io.sentistream.schemas.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsPageTest {
    private static final String WRITE = "settings.write";
    private static final Path PAGE = Path.of("../docs/settings.md");

    @Test
    void thePageSaysWhatTheCodeSays() throws IOException {
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(PAGE, SettingsPage.text());
        }

        assertThat(PAGE)
                .as("docs/settings.md is not what the code says. Write it anew with: mvn -pl quickstart -am test"
                        + " -Dtest=SettingsPageTest -Dsurefire.failIfNoSpecifiedTests=false -D" + WRITE + "=true")
                .content()
                .isEqualTo(SettingsPage.text());
    }

    @Test
    void everySettingCanBeGivenByTheVariableThatThePageNames() {
        for (Program program : SettingsPage.PROGRAMS) {
            for (Setting<?> setting : program.settings()) {
                String variable = program.variable(setting.key());
                Map<String, String> read =
                        Settings.layer(Optional.empty(), program.prefix(), Map.of(variable, "x"), Map.of());

                assertThat(read).containsExactly(Map.entry(setting.key(), "x"));
            }
        }
    }

    @Test
    void nothingOfThisMachineIsOnThePage() {
        assertThat(SettingsPage.text()).doesNotContain(System.getProperty("user.home"), System.getProperty("user.dir"));
    }
}
