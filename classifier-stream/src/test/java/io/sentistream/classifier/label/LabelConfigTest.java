package io.sentistream.classifier.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentistream.classifier.input.ReviewFormat;
import io.sentistream.schemas.config.SettingsException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelConfigTest {
    @Test
    void withoutSettingsReviewsAreAvroKeptForAWeekAndFeedbackWaitsTenMinutes() {
        LabelConfig config = LabelConfig.of(Map.of());

        assertThat(config.format()).isEqualTo(ReviewFormat.AVRO);
        assertThat(config.retention()).isEqualTo(Duration.ofDays(7));
        assertThat(config.feedbackWait()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.partitions()).isEqualTo(4);
    }

    @Test
    void everySettingIsRead() {
        LabelConfig config = LabelConfig.of(Map.of(
                "review.format", "json", "review.retention", "30d", "feedback.wait", "1h", "store.partitions", "12"));

        assertThat(config.format()).isEqualTo(ReviewFormat.JSON);
        assertThat(config.retention()).isEqualTo(Duration.ofDays(30));
        assertThat(config.feedbackWait()).isEqualTo(Duration.ofHours(1));
        assertThat(config.partitions()).isEqualTo(12);
    }

    @Test
    void reviewsThatAreForgottenWhileFeedbackWaitsForThemAreRefused() {
        assertThatThrownBy(() -> LabelConfig.of(Map.of("review.retention", "5m")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("review.retention")
                .hasMessageContaining("feedback.wait=600000");
    }
}
