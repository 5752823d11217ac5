package io.sentistream.quickstart.client;

import io.sentistream.quickstart.CommandFailed;
import io.sentistream.schemas.Sentiment;
import io.sentistream.schemas.Topic;
import io.sentistream.schemas.TopicLayout;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Sends reviews through the stream and waits for what comes back. For one thread. */
public final class RoundTrip implements AutoCloseable {
    /** Long enough for a system on one machine that is busy training. */
    public static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Duration POLL = Duration.ofMillis(200);

    private final TopicReader<Sentiment> results;
    private final Reviews reviews;

    /** Hears each result as it comes. */
    public interface Listener {
        /** The text at this index has this result. */
        void came(int index, Sentiment result);
    }

    /** Reviews that say they come from {@code source}. */
    public RoundTrip(Cluster cluster, Optional<String> source) {
        results = TopicReader.fromEnd(cluster, TopicLayout.plain().name(Topic.SENTIMENT), Sentiment.class);
        reviews = new Reviews(cluster, source);
    }

    /**
     * Classifies texts under ids of their own.
     *
     * @param patience how long no result may come
     * @return the results in the order of the texts
     * @throws CommandFailed if none came for that long; those sent are kept and will be classified
     */
    public List<Sentiment> classify(List<String> texts, Duration patience, Listener listener) {
        return classify(texts.stream().map(text -> Reviews.newId()).toList(), texts, patience, listener);
    }

    /** Classifies texts as {@link #classify(List, Duration, Listener)} does, under these ids. */
    public List<Sentiment> classify(List<String> ids, List<String> texts, Duration patience, Listener listener) {
        Map<String, Integer> waiting = new HashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            reviews.send(ids.get(i), texts.get(i));
            waiting.put(ids.get(i), i);
        }
        reviews.flush();
        Sentiment[] come = new Sentiment[texts.size()];
        Instant deadline = Instant.now().plus(patience);
        while (!waiting.isEmpty()) {
            for (ConsumerRecord<String, Sentiment> record : results.poll(POLL)) {
                Sentiment result = record.value();
                Integer index = result == null ? null : waiting.remove(result.getReviewId());
                if (index != null) {
                    come[index] = result;
                    listener.came(index, result);
                    deadline = Instant.now().plus(patience);
                }
            }
            if (!waiting.isEmpty() && Instant.now().isAfter(deadline)) {
                throw new CommandFailed("of " + texts.size() + " reviews " + waiting.size()
                        + " have no result, and for "
                        + patience.toSeconds() + " s none came; is a classifier running? They are kept and will be"
                        + " classified");
            }
        }
        return Arrays.asList(come);
    }

    @Override
    public void close() {
        reviews.close();
        results.close();
    }
}
