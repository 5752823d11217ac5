package io.sentistream.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.schemas.AvroSerdes;
import io.sentistream.schemas.Review;
import io.sentistream.schemas.Topic;
import io.sentistream.schemas.TopicLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class KafkaBackendIT {

    private final KafkaBackend backend = KafkaBackend.shared();

    @Test
    void whatIsProducedWithTheSerializersIsReadBackThroughBrokerAndRegistry() throws Exception {
        var layout = TopicLayout.prefixed(KafkaBackend.uniquePrefix("backend"));
        var serdes = AvroSerdes.at(backend.registryUrl());
        var review = Review.newBuilder().setId("1").setText("Great! 👍").build();
        try (var admin = backend.admin()) {
            assertThat(layout.createMissing(admin)).isEmpty();
        }
        var topic = layout.name(Topic.REVIEWS);
        try (var producer = new KafkaProducer<String, Review>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, backend.bootstrapServers()),
                new StringSerializer(),
                serdes.serializer())) {
            producer.send(new ProducerRecord<>(topic, "key", review)).get();
        }
        var read = new ArrayList<Review>();
        try (var consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, backend.bootstrapServers(),
                        ConsumerConfig.GROUP_ID_CONFIG, layout.prefix(),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                new StringDeserializer(),
                serdes.deserializer(Review.class))) {
            consumer.subscribe(List.of(topic));
            var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (read.isEmpty() && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> read.add(record.value()));
            }
        }
        assertThat(read).containsExactly(review);
    }
}
