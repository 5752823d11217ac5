package io.sentistream.classifier.label;

import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * Values that are kept for so long. A store by time drops what is old in whole segments, without a tombstone for each.
 *
 * @param store the values by key and by when they came, in milliseconds
 * @param retention how long they are kept
 */
record KeptForATime<V>(WindowStore<String, V> store, Duration retention) {
    /** A store on disk, with a changelog. */
    static <V> StoreBuilder<WindowStore<String, V>> builder(String name, Class<V> type, Duration retention) {
        return Stores.windowStoreBuilder(
                Stores.persistentWindowStore(name, retention, Duration.ofMillis(1), false),
                Serdes.String(),
                JsonSerde.of(type));
    }

    /** The newest value of a key and when it came, if that is not too long ago. */
    Optional<KeyValue<Long, V>> newest(String key, long now) {
        long from = Math.max(0, now - retention.toMillis());
        try (WindowStoreIterator<V> values = store.backwardFetch(key, from, Long.MAX_VALUE)) {
            return values.hasNext() ? Optional.of(values.next()) : Optional.empty();
        }
    }

    /** Keeps a value that came then, in place of one that came at the same time; null takes that one out. */
    void put(String key, V value, long came) {
        store.put(key, value, came);
    }
}
