package io.sentistream.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {

    private static final TopicPartition PARTITION = new TopicPartition("topic", 0);

    @TempDir
    Path directory;

    @Test
    void recordsSurviveARestart() throws Exception {
        var port = LocalPort.find(0, "Kafka");
        try (var broker = EmbeddedBroker.start(directory, port)) {
            try (var admin = Admin.create(clientConfig(broker))) {
                admin.createTopics(List.of(new NewTopic(PARTITION.topic(), Optional.of(1), Optional.empty())))
                        .all()
                        .get();
            }
            try (var producer =
                    new KafkaProducer<>(clientConfig(broker), new StringSerializer(), new StringSerializer())) {
                producer.send(new ProducerRecord<>(PARTITION.topic(), "key", "before"))
                        .get();
            }
        }
        try (var broker = EmbeddedBroker.start(directory, port);
                var consumer =
                        new KafkaConsumer<>(clientConfig(broker), new StringDeserializer(), new StringDeserializer())) {
            assertThat(broker.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            var read = new ArrayList<String>();
            var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (read.isEmpty() && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> read.add(record.value()));
            }
            assertThat(read).containsExactly("before");
        }
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedBroker.start(directory, taken.getLocalPort()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("port " + taken.getLocalPort())
                    .hasMessageContaining("Kafka")
                    .hasMessageContaining("choose another port");
        }
    }

    @Test
    void aDirectoryInUseIsRefusedAndItsBrokerServesOn() throws Exception {
        try (var broker = EmbeddedBroker.start(directory);
                var admin = Admin.create(clientConfig(broker))) {
            assertThatThrownBy(() -> EmbeddedBroker.start(directory))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(directory.toString())
                    .hasMessageContaining("is in use");
            assertThat(admin.describeCluster().nodes().get()).hasSize(1);
        }
    }

    private static Map<String, Object> clientConfig(EmbeddedBroker broker) {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }
}
