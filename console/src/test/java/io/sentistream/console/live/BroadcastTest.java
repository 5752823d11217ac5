package io.sentistream.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BroadcastTest {
    private static final Duration AT_ONCE = Duration.ZERO;

    private final Broadcast broadcast = new Broadcast();

    @Test
    void aNewPageIsToldAllStatesAndTheLastItems() throws InterruptedException {
        broadcast.state("models", "old");
        broadcast.state("models", "new");
        broadcast.item("a");

        News news = broadcast.subscribe().orElseThrow().take(AT_ONCE);

        assertThat(news.states()).containsExactly(java.util.Map.entry("models", "new"));
        assertThat(news.items()).containsExactly("a");
    }

    @Test
    void aSlowPageGetsTheLastOfEachStateAndTheLastItemsAndHowManyWereDropped() throws InterruptedException {
        Subscription slow = broadcast.subscribe().orElseThrow();
        Subscription quick = broadcast.subscribe().orElseThrow();

        for (int i = 0; i < 10_000; i++) {
            broadcast.state("traffic", i);
            broadcast.item(i);
            assertThat(quick.take(AT_ONCE).items()).containsExactly(i);
        }

        News news = slow.take(AT_ONCE);
        assertThat(news.states()).containsEntry("traffic", 9_999);
        assertThat(news.items()).hasSize(Broadcast.MOST_ITEMS).endsWith(9_998, 9_999);
        assertThat(news.skipped()).isEqualTo(10_000 - Broadcast.MOST_ITEMS);
        assertThat(slow.take(AT_ONCE).isEmpty()).isTrue();
    }

    @Test
    @Timeout(60)
    void whoWaitsIsWokenByNewsAndByTheEnd() throws InterruptedException {
        Subscription waiting = broadcast.subscribe().orElseThrow();
        Thread giver = new Thread(() -> broadcast.item("come"));
        giver.start();
        assertThat(waiting.take(Duration.ofMinutes(5)).items()).containsExactly("come");
        giver.join();

        Thread closer = new Thread(broadcast::close);
        closer.start();
        assertThat(waiting.take(Duration.ofMinutes(5)).isEmpty()).isTrue();
        assertThat(waiting.closed()).isTrue();
        closer.join();
    }

    @Test
    void thereIsAnEndToThePagesAndThoseThatLeaveMakeRoom() {
        Subscription first = broadcast.subscribe().orElseThrow();
        while (broadcast.subscribe().isPresent()) {
            // until there are too many
        }
        first.close();

        assertThat(broadcast.subscribe()).isPresent();
    }
}
