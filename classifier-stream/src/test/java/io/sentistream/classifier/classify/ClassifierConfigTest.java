package io.sentistream.classifier.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentistream.bert.network.Precision;
import io.sentistream.classifier.input.ReviewFormat;
import io.sentistream.classifier.runtime.Guarantee;
import io.sentistream.schemas.Topic;
import io.sentistream.schemas.config.SettingsException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class ClassifierConfigTest {
    @Test
    void theDefaultsAreExactlyOnceInTheDefaultLineWithTexts() {
        ClassifierConfig config = ClassifierConfig.of(Map.of());

        assertThat(config.line()).isEqualTo("default");
        assertThat(config.format()).isEqualTo(ReviewFormat.AVRO);
        assertThat(config.includeText()).isTrue();
        assertThat(config.device()).isEqualTo("auto");
        assertThat(config.precision()).isEqualTo(Precision.FLOAT32);
        assertThat(config.batchTokens()).isEqualTo(4_096);
        assertThat(config.maxLength()).isEqualTo(512);
        assertThat(config.maxWindows()).isEqualTo(8);
        assertThat(config.streams().applicationId()).isEqualTo("sentistream-classify");
        assertThat(config.streams().guarantee()).isEqualTo(Guarantee.EXACTLY_ONCE_V2);
        assertThat(config.streams().transactionTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.connection().topics().name(Topic.REVIEWS)).isEqualTo("reviews");
        assertThat(config.connection().clients()).containsEntry("bootstrap.servers", "localhost:9092");
    }

    @Test
    void everyKeyIsRead() {
        ClassifierConfig config = ClassifierConfig.of(Map.ofEntries(
                Map.entry("serving.line", "french"),
                Map.entry("review.format", "json"),
                Map.entry("result.text", "false"),
                Map.entry("device", "cpu"),
                Map.entry("precision", "bfloat16"),
                Map.entry("batch.tokens", "100"),
                Map.entry("max.length", "64"),
                Map.entry("max.windows", "2"),
                Map.entry("slowest.tokens.per.second", "1000"),
                Map.entry("remembered.bytes", "5000"),
                Map.entry("topic.prefix", "staging."),
                Map.entry("topic.replication", "3"),
                Map.entry("topic.create", "false"),
                Map.entry("application.id", "mine"),
                Map.entry("processing.guarantee", "at_least_once"),
                Map.entry("num.stream.threads", "3"),
                Map.entry("commit.interval.ms", "1s"),
                Map.entry("transaction.timeout.ms", "9000"),
                Map.entry("max.poll.interval.ms", "5m"),
                Map.entry("max.poll.records", "50"),
                Map.entry("session.timeout.ms", "20s"),
                Map.entry("security.protocol", "SSL"),
                Map.entry("schema.registry.url", "http://registry")));

        assertThat(config.line()).isEqualTo("french");
        assertThat(config.format()).isEqualTo(ReviewFormat.JSON);
        assertThat(config.includeText()).isFalse();
        assertThat(config.precision()).isEqualTo(Precision.BFLOAT16);
        assertThat(config.batchTokens()).isEqualTo(100);
        assertThat(config.maxLength()).isEqualTo(64);
        assertThat(config.maxWindows()).isEqualTo(2);
        assertThat(config.slowestTokensPerSecond()).isEqualTo(1_000);
        assertThat(config.rememberedBytes()).isEqualTo(5_000);
        assertThat(config.connection().createTopics()).isFalse();
        assertThat(config.connection().topics().replicationFactor()).isEqualTo(3);
        assertThat(config.streams().config(config.connection()))
                .containsEntry("application.id", "mine")
                .containsEntry("processing.guarantee", "at_least_once")
                .containsEntry("num.stream.threads", 3)
                .containsEntry("commit.interval.ms", 1_000L)
                .containsEntry("producer.transaction.timeout.ms", 9_000)
                .containsEntry("main.consumer.max.poll.interval.ms", 300_000)
                .containsEntry("main.consumer.max.poll.records", 50)
                .containsEntry("main.consumer.session.timeout.ms", 20_000)
                .containsEntry("security.protocol", "SSL")
                .containsEntry("schema.registry.url", "http://registry");
        assertThat(config.connection().topics().name(Topic.SENTIMENT)).isEqualTo("staging.sentiment");
    }

    @Test
    void resultsHardlyWaitForOthersUnlessTheyAreToldTo() {
        assertThat(producerOf(Map.of())).containsEntry("linger.ms", "5");
        assertThat(producerOf(Map.of("linger.ms", "50"))).containsEntry("linger.ms", "50");
    }

    /** What Streams configures its producers with, as text. */
    private static Map<String, String> producerOf(Map<String, String> given) {
        ClassifierConfig config = ClassifierConfig.of(given);
        Map<String, String> producer = new TreeMap<>();
        new StreamsConfig(config.streams().config(config.connection()))
                .getProducerConfigs("client")
                .forEach((key, value) -> producer.put(key, String.valueOf(value)));
        return producer;
    }

    @Test
    void aTransactionThatAMicroBatchCouldOutlastIsRefused() {
        assertThatThrownBy(() -> ClassifierConfig.of(Map.of("transaction.timeout.ms", "10s")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("transaction.timeout.ms=10000: a micro-batch may take 16384 ms")
                .hasMessageContaining("set it to 49152 or more");
        assertThatThrownBy(() -> ClassifierConfig.of(Map.of("batch.tokens", "20000")))
                .hasMessageContaining("transaction.timeout.ms=60000");
    }

    @Test
    void atLeastOnceHasNoTransactionToOutlast() {
        Map<String, String> given = Map.of("transaction.timeout.ms", "10s", "processing.guarantee", "at_least_once");

        assertThat(ClassifierConfig.of(given).streams().guarantee()).isEqualTo(Guarantee.AT_LEAST_ONCE);
    }

    @Test
    void aPollIntervalThatAMicroBatchCouldOutlastIsRefused() {
        assertThatThrownBy(() -> ClassifierConfig.of(Map.of("max.poll.interval.ms", "30s")))
                .hasMessageContaining("max.poll.interval.ms=30000");
    }

    @Test
    void aCommitIntervalLongerThanTheTransactionIsRefused() {
        assertThatThrownBy(() -> ClassifierConfig.of(Map.of("commit.interval.ms", "60s")))
                .hasMessageContaining("commit.interval.ms=60000: set it below transaction.timeout.ms=60000");
    }

    @Test
    void anUnknownKeyIsRefusedAndTheNearestIsNamed() {
        assertThatThrownBy(() -> ClassifierConfig.of(Map.of("batch.token", "5")))
                .hasMessage("batch.token=5: no such key; did you mean batch.tokens?");
        assertThatThrownBy(() -> ClassifierConfig.of(Map.of("topic.prefx", "a.")))
                .hasMessage("topic.prefx=a.: no such key; did you mean topic.prefix?");
    }

    @Test
    void keysOfOneKindOfClientPassThroughToStreams() {
        Map<String, String> given = Map.of("producer.linger.ms", "5", "main.consumer.fetch.min.bytes", "9");
        ClassifierConfig config = ClassifierConfig.of(given);

        assertThat(config.streams().config(config.connection())).containsAllEntriesOf(given);
    }
}
