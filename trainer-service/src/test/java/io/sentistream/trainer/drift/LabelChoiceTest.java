package io.sentistream.trainer.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.bert.inference.Classification;
import io.sentistream.bert.inference.Embedded;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LabelChoiceTest {
    private static Embedded text(double positive, float... cls) {
        String label = positive > 0.5 ? "positive" : "negative";
        return new Embedded(
                new Classification(label, Math.max(positive, 1 - positive), List.of(1 - positive, positive), false, 1),
                cls);
    }

    /** Places 0 to 99: a hundred sure ones, alike; 100 to 104: five unsure ones in each of two corners. */
    private static List<Embedded> pool() {
        Random random = new Random(2);
        List<Embedded> texts = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            texts.add(text(0.999, (float) random.nextGaussian(), (float) random.nextGaussian()));
        }
        for (int i = 0; i < 5; i++) {
            texts.add(text(0.55, 10 + i * 0.01f, 0));
        }
        for (int i = 0; i < 5; i++) {
            texts.add(text(0.45, 0, 10 + i * 0.01f));
        }
        return texts;
    }

    @Test
    void uncertainTextsThatDifferAreChosenFirst() {
        for (long seed = 0; seed < 20; seed++) {
            List<Integer> chosen = LabelChoice.of(pool(), 2, seed);

            assertThat(chosen).allMatch(place -> place >= 100);
            assertThat(chosen).anyMatch(place -> place < 105).anyMatch(place -> place >= 105);
        }
    }

    @Test
    void eachTextIsChosenOnceAndAllWhereThereAreNotMore() {
        List<Integer> chosen = LabelChoice.of(pool(), 1_000, 1);

        assertThat(chosen).doesNotHaveDuplicates().hasSize(110);
        assertThat(LabelChoice.of(List.of(), 3, 1)).isEmpty();
        assertThat(LabelChoice.of(pool(), 0, 1)).isEmpty();
    }

    @Test
    void textsThatAreAllTheSameAreChosenAllTheSame() {
        List<Embedded> same = List.of(text(1, 1, 1), text(1, 1, 1), text(1, 1, 1));

        assertThat(LabelChoice.of(same, 2, 1)).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void theSameSeedGivesTheSameChoice() {
        assertThat(LabelChoice.of(pool(), 20, 7)).isEqualTo(LabelChoice.of(pool(), 20, 7));
        assertThat(LabelChoice.of(pool(), 20, 7)).isNotEqualTo(LabelChoice.of(pool(), 20, 8));
    }
}
