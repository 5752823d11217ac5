package io.sentistream.quickstart.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final String PROPERTY = "sentistream.progress";

    private final PrintStream before = System.err;

    @AfterEach
    void restore() {
        System.setErr(before);
        System.clearProperty(PROPERTY);
    }

    private static String shown(long total) {
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        try (Progress progress = Progress.of("evaluating", total)) {
            progress.step(3);
        }
        return errors.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aTerminalShowsABarOnStandardError() {
        System.setProperty(PROPERTY, "true");

        assertThat(shown(10)).contains("evaluating", "3/10");
        assertThat(shown(Progress.UNKNOWN)).contains("evaluating");
    }

    @Test
    void whatIsNoTerminalGetsNothing() {
        assertThat(shown(10)).isEmpty();
    }
}
