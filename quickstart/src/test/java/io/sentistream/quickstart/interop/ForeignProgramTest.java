package io.sentistream.quickstart.interop;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ForeignProgramTest {
    private static final ForeignProgram PROGRAM = new ForeignProgram("Install it with apt.");

    @Test
    void aMissingProgramIsNamedWithHowToInstallIt() {
        assertThatThrownBy(() -> PROGRAM.run("no-such-program"))
                .isInstanceOf(AssertionError.class)
                .hasMessage("There is no no-such-program. Install it with apt.");
    }

    @Test
    void aProgramThatFailsIsToldOfWithItsErrorsAndHowToInstallWhatItNeeds() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

        assertThatThrownBy(() -> PROGRAM.run(java, "--no-such-option"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("failed with exit code 1. Install it with apt.")
                .hasMessageContaining("Unrecognized option: --no-such-option");
    }
}
