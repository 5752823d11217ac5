package io.sentistream.trainer.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.bert.checkpoint.Feature;
import io.sentistream.bert.checkpoint.Reference;
import io.sentistream.schemas.Drifting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FeatureDetectorsTest {
    private static final int EVERY = 1_000_000;

    private final Random random = new Random(4);
    private final Reference reference = new Reference(
            1_000,
            List.of(),
            List.of(),
            Map.of(Feature.LENGTH, gaussians(20, 5), Feature.CONFIDENCE, gaussians(0.9, 0.02)));

    private List<Double> gaussians(double mean, double deviation) {
        return random.doubles(1_000)
                .mapToObj(unused -> mean + deviation * random.nextGaussian())
                .toList();
    }

    private Observation observation(double length, double confidence) {
        return new Observation(Map.of(
                Feature.LENGTH, length + 5 * random.nextGaussian(),
                Feature.CONFIDENCE, confidence + 0.02 * random.nextGaussian()));
    }

    /** After how many results each batch of changes came. */
    private List<Integer> alarms(FeatureDetectors detectors, int results, double length, double confidence) {
        List<Integer> alarms = new ArrayList<>();
        for (int i = 1; i <= results; i++) {
            if (!detectors.add(observation(length, confidence)).isEmpty()) {
                alarms.add(i);
            }
        }
        return alarms;
    }

    @Test
    void resultsLikeTheReferenceAreNoDrift() {
        FeatureDetectors detectors = new FeatureDetectors(Optional.of(reference), EVERY);

        assertThat(alarms(detectors, 20_000, 20, 0.9)).isEmpty();
        assertThat(detectors.settled()).isFalse();
    }

    @Test
    void aGreatChangeIsNoticedWithinTwoShortWindowsAndASmallOneWithinTwoLongOnes() {
        FeatureDetectors great = new FeatureDetectors(Optional.of(reference), EVERY);
        assertThat(alarms(great, 150, 20, 0.9)).isEmpty();
        assertThat(alarms(great, 500, 35, 0.9).get(0)).isLessThanOrEqualTo(200);

        FeatureDetectors small = new FeatureDetectors(Optional.of(reference), EVERY);
        assertThat(alarms(small, 2_000, 22, 0.9).get(0)).isLessThanOrEqualTo(2_000);
    }

    @Test
    void whatHasChangedTogetherIsToldTogetherAndOnceAndSoIsTheWayBack() {
        FeatureDetectors detectors = new FeatureDetectors(Optional.of(reference), EVERY);
        List<Change> first = List.of();
        for (int i = 0; i < 100 && first.isEmpty(); i++) {
            first = detectors.add(observation(60, 0.6));
        }
        assertThat(first).extracting(Change::what).containsExactly(Drifting.CONFIDENCE, Drifting.LENGTH);
        assertThat(first).allMatch(change -> !change.comparedWithStream());

        int settled = 0;
        for (int i = 0; i < 5_000; i++) {
            assertThat(detectors.add(observation(60, 0.6))).isEmpty();
            settled += detectors.settled() ? 1 : 0;
        }
        assertThat(settled).isEqualTo(1);

        List<Change> back = List.of();
        for (int i = 0; i < 300 && back.isEmpty(); i++) {
            back = detectors.add(observation(20, 0.9));
        }
        assertThat(back).extracting(Change::what).contains(Drifting.LENGTH);
        assertThat(back).allMatch(Change::comparedWithStream);
    }

    @Test
    void withoutAReferenceTheFirstResultsAreCompared() {
        FeatureDetectors detectors = new FeatureDetectors(Optional.empty(), EVERY);

        assertThat(alarms(detectors, 3_000, 70, 0.9)).isEmpty();
        assertThat(alarms(detectors, 200, 20, 0.9)).hasSize(1);
    }

    @Test
    void aFeatureThatResultsDontTellDisturbsNoOther() {
        FeatureDetectors detectors = new FeatureDetectors(Optional.of(reference), EVERY);
        for (int i = 0; i < 2_000; i++) {
            assertThat(detectors.add(new Observation(Map.of(Feature.CONFIDENCE, 0.9 + 0.02 * random.nextGaussian()))))
                    .isEmpty();
        }
    }
}
