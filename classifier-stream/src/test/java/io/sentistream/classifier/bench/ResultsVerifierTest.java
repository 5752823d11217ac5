package io.sentistream.classifier.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.classifier.bench.ResultsVerifier.Entry;
import io.sentistream.classifier.bench.ResultsVerifier.Findings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResultsVerifierTest {
    private final List<Entry> reviews = IntStream.range(0, 30)
            .mapToObj(i -> new Entry("k" + i % 3, "r" + i))
            .toList();
    private final List<Entry> results = new ArrayList<>(reviews);

    private Findings findings() {
        return ResultsVerifier.verify(reviews, results);
    }

    @Test
    void allIsWellWhenEachReviewHasOneResult() {
        assertThat(findings().clean()).isTrue();
    }

    @Test
    void keysMayComeInAnyOrderAmongEachOther() {
        results.sort((a, b) -> b.key().compareTo(a.key()));

        assertThat(findings().clean()).isTrue();
    }

    @Test
    void aPlantedLossIsFound() {
        results.remove(17);

        assertThat(findings()).isEqualTo(new Findings(List.of("r17"), List.of(), List.of(), List.of()));
        assertThat(findings().clean()).isFalse();
    }

    @Test
    void aPlantedDuplicateIsFound() {
        results.add(20, results.get(4));

        assertThat(findings()).isEqualTo(new Findings(List.of(), List.of("r4"), List.of(), List.of()));
        assertThat(findings().clean()).isFalse();
    }

    @Test
    void aPlantedReorderingIsFound() {
        Collections.swap(results, 6, 9);

        assertThat(findings()).isEqualTo(new Findings(List.of(), List.of(), List.of("r6"), List.of()));
        assertThat(findings().clean()).isFalse();
    }

    @Test
    void aResultUnderAnotherKeyIsFound() {
        results.set(5, new Entry("k9", "r5"));

        assertThat(findings()).isEqualTo(new Findings(List.of("r5"), List.of(), List.of(), List.of("r5")));
    }
}
