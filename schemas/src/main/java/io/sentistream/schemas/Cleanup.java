package io.sentistream.schemas;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/** What a topic keeps. */
enum Cleanup {
    /** Every record, for ever. */
    NONE {
        @Override
        Map<String, String> config(int days) {
            return Map.of(
                    TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
                    TopicConfig.RETENTION_MS_CONFIG, "-1",
                    TopicConfig.RETENTION_BYTES_CONFIG, "-1");
        }
    },
    /** Every record, for so many days. */
    DELETE {
        @Override
        Map<String, String> config(int days) {
            return Map.of(
                    TopicConfig.CLEANUP_POLICY_CONFIG,
                    TopicConfig.CLEANUP_POLICY_DELETE,
                    TopicConfig.RETENTION_MS_CONFIG,
                    millis(days));
        }
    },
    /**
     * The newest value of each key, for ever; a null value for so many days: a reader that is away for longer may miss
     * it. What was replaced or withdrawn is gone within about a week, however little is written.
     */
    COMPACT {
        @Override
        Map<String, String> config(int days) {
            return Map.of(
                    TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT,
                    TopicConfig.DELETE_RETENTION_MS_CONFIG, millis(days),
                    TopicConfig.SEGMENT_MS_CONFIG, millis(1),
                    TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, millis(7));
        }
    };

    /** The topic's configuration. */
    abstract Map<String, String> config(int days);

    private static String millis(int days) {
        return Long.toString(Duration.ofDays(days).toMillis());
    }
}
