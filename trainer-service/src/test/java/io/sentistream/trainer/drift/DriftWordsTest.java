package io.sentistream.trainer.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.schemas.Drifting;
import java.util.List;
import org.junit.jupiter.api.Test;

class DriftWordsTest {
    private static Change change(Drifting what, boolean comparedWithStream) {
        return new Change(
                what,
                "test",
                300,
                new Change.Part(100, 0.75, List.of(80.0, 96.0, 130.0)),
                new Change.Part(1500, 0.875, List.of(9.0, 19.0, 27.0)),
                comparedWithStream,
                0.9,
                0.2);
    }

    @Test
    void wordsSayWhatHasChangedBesideWhatAndWhatToDo() {
        assertThat(DriftWords.of(change(Drifting.LENGTH, false), "v3", true))
                .isEqualTo(
                        "Reviews are longer: half of the last 100 have more than 96 word pieces, 19 in what v3 learned"
                                + " from. Label the reviews that are asked for: from enough labels a better model is trained.");
        assertThat(DriftWords.of(change(Drifting.CONFIDENCE, true), "v3", false))
                .isEqualTo("The model is less certain: its mean confidence in the last 100 reviews is 75.0 %, 87.5 %"
                        + " before. Look at some of them: if the model is wrong, label them.");
        assertThat(DriftWords.of(change(Drifting.DISTANCE, false), "v3", true)).contains("more unusual", "96.00");
        assertThat(DriftWords.of(change(Drifting.UNKNOWN_RATE, false), "v3", true))
                .contains("75.00 %", "87.50 %");
        assertThat(DriftWords.of(change(Drifting.ACCURACY, true), "v3", false))
                .contains("less often: in 75 % of the last 100 labels, 88 % of the 1500 before", "Label some");
    }
}
