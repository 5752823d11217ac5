package io.sentistream.trainer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sentistream.trainer.data.Entity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against counts by hand, by the rules of conlleval. */
class EntityCountsTest {
    private static List<String> tags(String tags) {
        return List.of(tags.split(" "));
    }

    private static EntityCounts counts(String there, String found) {
        EntityCounts counts = new EntityCounts();
        counts.add(tags(there), tags(found));
        return counts;
    }

    @Test
    void anEntityEndsWhereAnotherBeginsOrItsTypeDoes() {
        assertThat(Entity.of(tags("B-PER I-PER B-PER I-LOC O I-LOC I-LOC")))
                .containsExactly(
                        new Entity("PER", 0, 2),
                        new Entity("PER", 2, 3),
                        new Entity("LOC", 3, 4),
                        new Entity("LOC", 5, 7));
        assertThat(Entity.of(tags("O O"))).isEmpty();
    }

    @Test
    void onlyTheSameWordsAndTypeAreRight() {
        // There: PER 0-2, LOC 3-4, ORG 5-7. Found: PER 0-2; LOC 3-5 is too long; LOC 5-7 is of another type.
        EntityCounts counts =
                counts("B-PER I-PER O B-LOC O B-ORG I-ORG O", "B-PER I-PER O B-LOC I-LOC B-LOC I-LOC B-PER");

        assertThat(counts.precision()).isEqualTo(1.0 / 4);
        assertThat(counts.recall()).isEqualTo(1.0 / 3);
        assertThat(counts.f1()).isCloseTo(2.0 / 7, within(1e-12));
        // PER: 1 right of 1 there and 2 found; LOC: 0; ORG: 0.
        assertThat(counts.macroF1()).isCloseTo((2.0 / 3) / 3, within(1e-12));
    }

    @Test
    void theFirstTagCountsForNothingButTheType() {
        assertThat(counts("O B-PER I-PER", "O I-PER I-PER").f1()).isEqualTo(1);
        assertThat(counts("B-PER B-PER", "B-PER I-PER").f1()).isZero();
    }

    @Test
    void entitiesAreCountedOverAllSentences() {
        EntityCounts counts = new EntityCounts();
        counts.add(tags("B-PER O"), tags("B-PER O"));
        counts.add(tags("B-PER O"), tags("O B-PER"));

        assertThat(counts.f1()).isEqualTo(0.5);
    }

    @Test
    void whereNothingIsThereOrFoundAllIsZero() {
        EntityCounts counts = counts("O O", "O O");

        assertThat(counts.precision()).isZero();
        assertThat(counts.recall()).isZero();
        assertThat(counts.f1()).isZero();
        assertThat(counts.macroF1()).isZero();
    }
}
