package io.sentistream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TopicLayoutTest {
    private static final Set<Topic> COMPACTED = EnumSet.of(
            Topic.LABELLED,
            Topic.FEEDBACK_QUARANTINE,
            Topic.LIVE_ACCURACY,
            Topic.LABEL_REQUESTS,
            Topic.MODEL_VERSIONS,
            Topic.MODELS);

    @Test
    void thePrefixStandsBeforeEveryNameAndSubject() {
        var layout = TopicLayout.prefixed("staging.");
        assertThat(layout.name(Topic.MODEL_VERSIONS)).isEqualTo("staging.model-versions");
        assertThat(layout.subject(Topic.MODEL_VERSIONS)).isEqualTo("staging.model-versions-value");
        assertThat(TopicLayout.plain().name(Topic.REVIEWS)).isEqualTo("reviews");
    }

    @Test
    void aPrefixThatNoTopicCanHaveIsRefused() {
        assertThatThrownBy(() -> TopicLayout.prefixed("a b/"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'a b/'")
                .hasMessageContaining("letters");
    }

    @Test
    void countsThatAreNoneAreRefused() {
        assertThatThrownBy(() -> new TopicLayout("", 0, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("replication factor 0");
        assertThatThrownBy(() -> new TopicLayout("", 1, Map.of(Topic.REVIEWS, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("reviews")
                .hasMessageContaining("0 partitions");
    }

    @Test
    void theReplayStoreTheQuarantineTheAccuracyTheRequestsAndTheModelsAreCompactedAndTheRestIsDeletedInTime() {
        for (var topic : Topic.values()) {
            var compacted = COMPACTED.contains(topic);
            assertThat(topic.config()).containsEntry("cleanup.policy", compacted ? "compact" : "delete");
            assertThat(topic.config().containsKey("retention.ms")).isEqualTo(!compacted);
        }
    }

    @Test
    void theHistoryOfWhatServedIsKeptForEver() {
        assertThat(Topic.SERVING_HISTORY.config())
                .containsEntry("retention.ms", "-1")
                .containsEntry("retention.bytes", "-1");
    }
}
