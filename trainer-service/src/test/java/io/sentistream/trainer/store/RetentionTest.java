package io.sentistream.trainer.store;

import static io.sentistream.trainer.Versions.name;
import static io.sentistream.trainer.Versions.serving;
import static io.sentistream.trainer.Versions.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.Verdict;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetentionTest {
    /** Ten versions of which each is the child of v1, but for v5, the child of v4. */
    private static final List<ModelVersion> TEN = IntStream.rangeClosed(1, 10)
            .mapToObj(i -> version(i, i == 1 ? "starter" : name(i == 5 ? 4 : 1), Verdict.REFUSED))
            .toList();

    @Test
    void theLastTheServingOneTheOneBeforeAndTheirParentsAreKept() {
        assertThat(new Retention(2).kept(TEN, List.of(serving(5, name(3), false))))
                .containsExactlyInAnyOrder(name(10), name(9), name(5), name(3), name(4), name(1));
    }

    @Test
    void aPinnedModelIsKeptHoweverOldItIs() {
        assertThat(new Retention(1).kept(TEN, List.of(serving(2, null, true)))).contains(name(2));
    }

    @Test
    void theOneInTheShadowAndItsParentAreKeptHoweverOldTheyAre() {
        assertThat(new Retention(1).kept(TEN, List.of(serving(9, name(8), false), serving(5, null, false))))
                .containsExactlyInAnyOrder(name(10), name(9), name(8), name(5), name(4), name(1));
    }

    @Test
    void whatTheVerdictIsCountsForNothing() {
        List<ModelVersion> undecided = TEN.stream()
                .map(version -> ModelVersion.newBuilder(version)
                        .setVerdict(Verdict.UNDECIDED)
                        .build())
                .toList();

        assertThat(new Retention(3).kept(undecided, List.of())).isEqualTo(new Retention(3).kept(TEN, List.of()));
    }

    @Test
    void withEnoughRoomAllAreKept() {
        assertThat(new Retention(10).kept(TEN, List.of()))
                .containsAll(TEN.stream().map(ModelVersion::getVersion).toList());
    }
}
