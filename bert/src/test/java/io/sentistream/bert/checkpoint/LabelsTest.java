package io.sentistream.bert.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsTest {
    private final Labels labels = new Labels(List.of("negative", "positive"));

    @Test
    void aNameInAnyCaseOrAnIndexNamesAClass() {
        assertThat(labels.indexOf("positive")).isEqualTo(1);
        assertThat(labels.indexOf("NEGATIVE")).isZero();
        assertThat(labels.indexOf(" Positive\n")).isEqualTo(1);
        assertThat(labels.indexOf("0")).isZero();
        assertThat(labels.indexOf("1")).isEqualTo(1);
        assertThat(labels.nameOf("1")).isEqualTo("positive");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "-1", "neutral", "pos", "1.0", "99999999999999", "٣"})
    void anythingElseIsRefusedWithTheNames(String text) {
        assertThatThrownBy(() -> labels.indexOf(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "' is none of negative, positive");
    }

    @Test
    void namesGoBeforeIndexes() {
        Labels stars = new Labels(List.of("1", "2", "3"));

        assertThat(stars.indexOf("1")).isZero();
        assertThat(stars.indexOf("3")).isEqualTo(2);
        assertThat(stars.indexOf("0")).isZero();
    }

    @Test
    void caseThatTellsNamesApartMustBeRight() {
        Labels cased = new Labels(List.of("us", "US"));

        assertThat(cased.indexOf("US")).isEqualTo(1);
        assertThatThrownBy(() -> cased.indexOf("Us")).hasMessageContaining("us, US");
    }
}
