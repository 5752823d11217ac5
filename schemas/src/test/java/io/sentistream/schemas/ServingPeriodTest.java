package io.sentistream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServingPeriodTest {
    private static ServingModel change(String version, ServingChange change, int second) {
        return ServingModel.newBuilder()
                .setVersion(version)
                .setUri("u")
                .setManifestSha256("h")
                .setSince(Instant.EPOCH)
                .setChange(change)
                .setChangedAt(Instant.ofEpochSecond(second))
                .build();
    }

    @Test
    void aVersionThatServedTwiceHasTwoPeriodsAndAPinEndsNone() {
        var first = change("v1", ServingChange.INITIAL, 1);
        var second = change("v2", ServingChange.PROMOTED, 2);
        var pin = change("v2", ServingChange.PINNED, 3);
        var back = change("v1", ServingChange.ROLLED_BACK, 4);

        var periods = ServingPeriod.of(List.of(first, second, pin, back));

        assertThat(periods).extracting(ServingPeriod::version).containsExactly("v1", "v2", "v1");
        assertThat(periods.get(0).end()).contains(second);
        assertThat(periods.get(1).changes()).containsExactly(second, pin);
        assertThat(periods.get(1).end()).contains(back);
        assertThat(periods.get(2).end()).isEmpty();
        assertThat(ServingPeriod.of(List.of())).isEmpty();
    }

    @Test
    void aRecordFromBeforeChangesWereToldIsDatedByWhenItsVersionBegan() {
        var old = change("v1", ServingChange.UNKNOWN, 9);
        old.setChangedAt(null);

        assertThat(ServingPeriod.at(old)).isEqualTo(Instant.EPOCH);
        assertThat(ServingPeriod.at(change("v1", ServingChange.PINNED, 9))).isEqualTo(Instant.ofEpochSecond(9));
    }
}
