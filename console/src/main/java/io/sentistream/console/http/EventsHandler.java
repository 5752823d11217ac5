package io.sentistream.console.http;

import io.javalin.http.sse.SseClient;
import io.sentistream.console.live.Broadcast;
import io.sentistream.console.live.News;
import io.sentistream.console.live.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tells a page what changes, as server-sent events: one for each state that changed, under its name, and one for all
 * results that came. Each page has a thread, which a slow one blocks alone.
 *
 * @param broadcast what is told
 * @param heartbeat how long a page that lives may hear nothing
 */
record EventsHandler(Broadcast broadcast, Duration heartbeat) implements Consumer<SseClient> {
    /** Between two writes, so that a flood comes in a few large events. */
    private static final long PAUSE_MS = 150;

    /** Results that came, and how many before them were left out. */
    private record Results(List<Object> items, long skipped) {}

    @Override
    public void accept(SseClient client) {
        Optional<Subscription> subscribed = broadcast.subscribe();
        if (subscribed.isEmpty()) {
            client.sendEvent("full", "{}");
            return;
        }
        try (Subscription subscription = subscribed.get()) {
            while (!client.terminated() && !subscription.closed()) {
                News news = subscription.take(heartbeat);
                if (news.isEmpty()) {
                    client.sendEvent("heartbeat", "{}");
                } else {
                    tell(client, news);
                }
                Thread.sleep(PAUSE_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void tell(SseClient client, News news) {
        news.states().forEach((name, state) -> client.sendEvent(name, Json.write(state)));
        if (!news.items().isEmpty()) {
            client.sendEvent("results", Json.write(new Results(news.items(), news.skipped())));
        }
    }
}
