package io.sentistream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormalisedTextTest {
    @Test
    void caseWidthAndWhiteSpaceMakeNoDifference() {
        assertThat(new NormalisedText("  Ｇreat\u00a0\n\tFILM \u2003").text()).isEqualTo("great film");
    }

    @Test
    void accentsComposedOrNotAreTheSame() {
        assertThat(new NormalisedText("cafe\u0301")).isEqualTo(new NormalisedText("CAF\u00c9"));
    }

    @Test
    void differentTextsHashDifferently() {
        assertThat(new NormalisedText("good").sha256())
                .isEqualTo("770e607624d689265ca6c44884d0807d9b054d23c473c106c72be9de08b7376c")
                .isNotEqualTo(new NormalisedText("goods").sha256());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0130stanbul",
                "\ufb01ne \u212b\u0301",
                "\u05d8\u05d5\u05d1",
                "\ud83d\ude00 \u0000 x",
                "\u03a3\u03a3"
            })
    void normalisingTwiceChangesNothing(String text) {
        NormalisedText once = new NormalisedText(text);

        assertThat(new NormalisedText(once.text())).isEqualTo(once);
    }
}
