package io.sentistream.console.live;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a page has not been told yet, in bounded memory: a state replaces the one before, and of too many items the oldest
 * are dropped and counted. One thread takes, others give.
 */
public final class Subscription implements AutoCloseable {
    private final Broadcast broadcast;
    private final Map<String, Object> states = new LinkedHashMap<>();
    private final Deque<Object> items = new ArrayDeque<>();
    private long skipped;
    private boolean closed;

    Subscription(Broadcast broadcast) {
        this.broadcast = broadcast;
    }

    synchronized void state(String name, Object state) {
        states.put(name, state);
        notifyAll();
    }

    synchronized void item(Object item) {
        items.addLast(item);
        if (items.size() > Broadcast.MOST_ITEMS) {
            items.removeFirst();
            skipped++;
        }
        notifyAll();
    }

    /** Waits for news; empty where none came within this time, or the subscription is closed. */
    public synchronized News take(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (states.isEmpty() && items.isEmpty() && !closed) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        News news = new News(new LinkedHashMap<>(states), List.copyOf(items), skipped);
        states.clear();
        items.clear();
        skipped = 0;
        return news;
    }

    /** Whether no more will come. */
    public synchronized boolean closed() {
        return closed;
    }

    @Override
    public void close() {
        broadcast.remove(this);
        synchronized (this) {
            closed = true;
            notifyAll();
        }
    }
}
