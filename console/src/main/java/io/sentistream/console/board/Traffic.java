package io.sentistream.console.board;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** How many results there were and how long they took, in the last ten minutes. Used by one thread. */
final class Traffic {
    static final Duration BUCKET = Duration.ofSeconds(5);

    private static final int BUCKETS = 120;
    private static final long LONGEST_MS = Duration.ofHours(1).toMillis();

    private final TreeMap<Long, Histogram> buckets = new TreeMap<>();

    /**
     * The whole window; a bucket without results has a count of 0 and no latencies.
     *
     * @param bucketMillis how long a bucket is
     */
    record View(long bucketMillis, List<Point> points) {}

    /**
     * A bucket.
     *
     * @param at its beginning, in ms since 1970
     * @param count its results
     * @param p50 in ms; null where there were none
     */
    record Point(long at, long count, Long p50, Long p95, Long p99) {
        static Point of(long at, Histogram latencies) {
            return latencies == null
                    ? new Point(at, 0, null, null, null)
                    : new Point(
                            at,
                            latencies.getTotalCount(),
                            latencies.getValueAtPercentile(50),
                            latencies.getValueAtPercentile(95),
                            latencies.getValueAtPercentile(99));
        }
    }

    /** Counts a result. */
    void add(long at, long latencyMillis) {
        long newest = buckets.isEmpty() ? at : Math.max(at, buckets.lastKey());
        buckets.headMap(start(newest) - BUCKETS * BUCKET.toMillis()).clear();
        if (at < newest - BUCKETS * BUCKET.toMillis()) {
            return;
        }
        buckets.computeIfAbsent(start(at), missing -> new Histogram(LONGEST_MS, 2))
                .recordValue(Math.min(latencyMillis, LONGEST_MS));
    }

    /** The buckets that are over by now. */
    View view(long now) {
        List<Point> points = new ArrayList<>();
        for (long at = start(now) - BUCKETS * BUCKET.toMillis(); at < start(now); at += BUCKET.toMillis()) {
            points.add(Point.of(at, buckets.get(at)));
        }
        return new View(BUCKET.toMillis(), points);
    }

    private static long start(long at) {
        return at - Math.floorMod(at, BUCKET.toMillis());
    }
}
