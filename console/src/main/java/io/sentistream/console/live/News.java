package io.sentistream.console.live;

import java.util.List;
import java.util.Map;

/**
 * What has come since a page last asked.
 *
 * @param states the last of each that changed, by name
 * @param items the last items, the oldest first
 * @param skipped how many items before these were dropped because the page was too slow, or they too many
 */
public record News(Map<String, Object> states, List<Object> items, long skipped) {
    /** Whether nothing has. */
    public boolean isEmpty() {
        return states.isEmpty() && items.isEmpty();
    }
}
