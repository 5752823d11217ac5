package io.sentistream.quickstart.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentistream.quickstart.CommandFailed;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TextsTest {
    private final InputStream before = System.in;

    private static void input(String text) {
        System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @AfterEach
    void giveBack() {
        System.setIn(before);
    }

    @Test
    void textsAreTakenAsTheyAre() {
        assertThat(Texts.of(List.of("a - b", "--"))).containsExactly("a - b", "--");
    }

    @Test
    void aDashStandsForTheLinesOfStandardInput() {
        input("caf\u00e9\n\n  \na\ttab\n");
        assertThat(Texts.of(List.of("-"))).containsExactly("caf\u00e9", "a\ttab");
    }

    @Test
    void aDashBesideTextsOrWithNothingToReadIsRefused() {
        assertThatThrownBy(() -> Texts.of(List.of("a", "-")))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("give it alone");
        input("\n");
        assertThatThrownBy(() -> Texts.of(List.of("-")))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("holds no texts");
    }
}
