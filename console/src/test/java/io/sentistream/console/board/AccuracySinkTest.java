package io.sentistream.console.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sentistream.console.live.Broadcast;
import io.sentistream.console.live.Subscription;
import io.sentistream.schemas.LiveAccuracy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.Test;

class AccuracySinkTest {
    private final Broadcast broadcast = new Broadcast();
    private final Subscription page = broadcast.subscribe().orElseThrow();
    private final AccuracySink sink = new AccuracySink(broadcast);

    @Test
    void daysAndSourcesOfAVersionAreAddedUp() throws InterruptedException {
        count("v1-a", "shop", 1, 8, 2);
        count("v1-a", "forum", 1, 1, 0);
        count("v1-a", "shop", 2, 70, 19);
        count("v2-b", "shop", 2, 3, 0);

        assertThatVersions()
                .extracting(AccuracyView::version, AccuracyView::right, AccuracyView::labels)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("v1-a", 79L, 100L),
                        org.assertj.core.groups.Tuple.tuple("v2-b", 3L, 3L));
    }

    @Test
    void theNewestRecordOfAKeyIsItsCountAndNullTakesItAway() throws InterruptedException {
        count("v1-a", "shop", 1, 8, 2);
        count("v1-a", "shop", 1, 9, 2);
        count("v2-b", "shop", 1, 1, 0);
        sink.take("v2-b shop 1", Optional.empty());

        assertThatVersions().containsExactly(AccuracyView.of("v1-a", 11, 9));
    }

    @Test
    void countsThatCameToNothingAreNotShown() throws InterruptedException {
        count("v1-a", "shop", 1, 0, 0);

        assertThatVersions().isEmpty();
    }

    @Test
    void theIntervalIsWilsons() {
        // 81 of 263, the example of Newcombe, "Two-sided confidence intervals for the single proportion", 1998.
        AccuracyView view = AccuracyView.of("v1-a", 263, 81);

        assertThat(view.low()).isCloseTo(0.2553, within(1e-4));
        assertThat(view.high()).isCloseTo(0.3662, within(1e-4));
        assertThat(AccuracyView.of("v1-a", 1, 1).high()).isEqualTo(1);
    }

    private void count(String version, String source, int day, long right, long wrong) {
        LocalDate date = LocalDate.of(2026, 1, day);
        sink.take(
                version + " " + source + " " + day,
                Optional.of(new LiveAccuracy(version, source, date, right, wrong, Instant.EPOCH)));
    }

    private ListAssert<AccuracyView> assertThatVersions() throws InterruptedException {
        sink.publish();
        Object state = page.take(Duration.ofSeconds(10)).states().get("accuracy");
        return assertThat(state).asInstanceOf(InstanceOfAssertFactories.list(AccuracyView.class));
    }
}
