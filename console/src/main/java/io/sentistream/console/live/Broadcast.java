package io.sentistream.console.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells every page what changes. States are told whole, the last of each name replacing those before it; items are told
 * one by one. Never blocks on a page. Safe for use by several threads.
 */
public final class Broadcast implements AutoCloseable {
    /** How many items a page is told at once, and a new one of those before. */
    public static final int MOST_ITEMS = 100;

    private static final int MOST_PAGES = 64;

    private final Map<String, Object> states = new LinkedHashMap<>();
    private final Deque<Object> items = new ArrayDeque<>();
    private final Set<Subscription> subscriptions = new LinkedHashSet<>();
    private boolean closed;

    /** Tells a state; the object must not change any more. */
    public synchronized void state(String name, Object state) {
        states.put(name, state);
        subscriptions.forEach(subscription -> subscription.state(name, state));
    }

    /** Tells an item; the object must not change any more. */
    public synchronized void item(Object item) {
        items.addLast(item);
        if (items.size() > MOST_ITEMS) {
            items.removeFirst();
        }
        subscriptions.forEach(subscription -> subscription.item(item));
    }

    /** A subscription that begins with all states and the last items; none where there are too many pages already. */
    public synchronized Optional<Subscription> subscribe() {
        if (closed || subscriptions.size() >= MOST_PAGES) {
            return Optional.empty();
        }
        Subscription subscription = new Subscription(this);
        states.forEach(subscription::state);
        items.forEach(subscription::item);
        subscriptions.add(subscription);
        return Optional.of(subscription);
    }

    synchronized void remove(Subscription subscription) {
        subscriptions.remove(subscription);
    }

    /** Ends all subscriptions. */
    @Override
    public void close() {
        Set<Subscription> open;
        synchronized (this) {
            closed = true;
            open = new LinkedHashSet<>(subscriptions);
        }
        open.forEach(Subscription::close);
    }
}
