package io.sentistream.console.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.sentistream.console.live.Broadcast;
import io.sentistream.console.live.News;
import io.sentistream.console.live.Subscription;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Tells a page what changes, as server-sent events (HTML Standard, section 9.2): one for each state that changed, under its
 * name, and one for all results that came. Each page has the thread of its request, which a slow one blocks alone, until
 * the server gives it up.
 *
 * @param broadcast what is told
 * @param heartbeat how long a page that lives may hear nothing
 */
record EventsHandler(Broadcast broadcast, Duration heartbeat) implements Handler {
    /** Between two writes, so that a flood comes in a few large events. */
    private static final long PAUSE_MS = 150;

    /** Results that came, and how many before them were left out. */
    private record Results(List<Object> items, long skipped) {}

    @Override
    public void handle(Context context) throws InterruptedException {
        try (Subscription subscription = broadcast
                .subscribe()
                .orElseThrow(() -> new Problem(503, "There are too many pages on this console."))) {
            context.res().setContentType("text/event-stream;charset=utf-8");
            context.res().setHeader("X-Accel-Buffering", "no"); // a proxy would keep the events back
            tell(context.res().getOutputStream(), subscription);
        } catch (IOException e) {
            // The page is gone, or reads no more.
        }
    }

    private void tell(OutputStream out, Subscription subscription) throws IOException, InterruptedException {
        while (!subscription.closed()) {
            News news = subscription.take(heartbeat);
            for (var state : news.states().entrySet()) {
                write(out, state.getKey(), state.getValue());
            }
            if (!news.items().isEmpty()) {
                write(out, "results", new Results(news.items(), news.skipped()));
            }
            if (news.isEmpty()) {
                write(out, "heartbeat", "");
            }
            out.flush();
            Thread.sleep(PAUSE_MS);
        }
    }

    private static void write(OutputStream out, String name, Object data) throws IOException {
        String event = "event: " + name + "\ndata: " + Json.write(data) + "\n\n";
        out.write(event.getBytes(StandardCharsets.UTF_8));
    }
}
