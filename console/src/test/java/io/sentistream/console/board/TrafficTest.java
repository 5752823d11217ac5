package io.sentistream.console.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrafficTest {
    private static final long NOW = 1_000_000_000_000L;

    private final Traffic traffic = new Traffic();

    @Test
    void resultsAreCountedByTheTimeTheyWereClassified() {
        for (int i = 1; i <= 100; i++) {
            traffic.add(NOW + i, i);
        }
        traffic.add(NOW + 5_000, 70);

        List<Traffic.Point> points = traffic.view(NOW + 10_000).points();

        assertThat(points).hasSize(120);
        assertThat(points.get(118)).isEqualTo(new Traffic.Point(NOW, 100, 50L, 95L, 99L));
        assertThat(points.get(119)).isEqualTo(new Traffic.Point(NOW + 5_000, 1, 70L, 70L, 70L));
        assertThat(points.get(117)).isEqualTo(new Traffic.Point(NOW - 5_000, 0, null, null, null));
    }

    @Test
    void whatIsOlderThanTheWindowIsForgottenAndALongWaitIsCutToAnHour() {
        traffic.add(NOW - 700_000, 1);
        traffic.add(NOW, 90_000_000_000L);
        traffic.add(NOW - 700_000, 1);

        List<Traffic.Point> points = traffic.view(NOW + 5_000).points();

        assertThat(points.stream().mapToLong(Traffic.Point::count).sum()).isEqualTo(1);
        assertThat(points.get(119).p50()).isBetween(3_590_000L, 3_700_000L);
    }
}
