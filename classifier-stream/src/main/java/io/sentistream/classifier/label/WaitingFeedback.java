package io.sentistream.classifier.label;

import io.sentistream.classifier.label.ByReview.Given;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Feedback that waits for its review, the last of each annotator and review.
 *
 * @param store by the text of the row's {@link LabelledKey}, which begins with the review's id
 */
record WaitingFeedback(KeyValueStore<String, Given> store) {
    static final String STORE = "waiting";

    /** The store, with a changelog. */
    static StoreBuilder<KeyValueStore<String, Given>> builder() {
        return Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(STORE), Serdes.String(), JsonSerde.of(Given.class));
    }

    void add(LabelledKey key, Given given) {
        store.put(key.text(), given);
    }

    void remove(LabelledKey key) {
        store.delete(key.text());
    }

    /** What waits for a review. */
    List<Given> of(String reviewId) {
        List<Given> found = new ArrayList<>();
        try (KeyValueIterator<String, Given> waiting =
                store.prefixScan(LabelledKey.prefix(reviewId), new StringSerializer())) {
            waiting.forEachRemaining(entry -> found.add(entry.value));
        }
        return found;
    }

    /** Takes out what this is true of, and hands it on. */
    void takeOut(Predicate<Given> which, Consumer<Given> to) {
        try (KeyValueIterator<String, Given> waiting = store.all()) {
            while (waiting.hasNext()) {
                KeyValue<String, Given> entry = waiting.next();
                if (which.test(entry.value)) {
                    store.delete(entry.key);
                    to.accept(entry.value);
                }
            }
        }
    }
}
