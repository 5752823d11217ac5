import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends a review and waits for its result; needs Kafka's client, Confluent's Avro serializers, and no class of ours. */
final class ClassifyOne {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private ClassifyOne() {}

    public static void main(String[] args) throws IOException, ExecutionException, InterruptedException {
        if (args.length != 4) {
            System.err.println("usage: ClassifyOne BROKER REGISTRY REVIEW_SCHEMA TEXT");
            System.exit(2);
        }
        Map<String, Object> config =
                new HashMap<>(Map.of("bootstrap.servers", args[0], "schema.registry.url", args[1]));
        Schema schema = new Schema.Parser().parse(Path.of(args[2]).toFile());
        config.put("isolation.level", "read_committed");
        // The schema is the registry's, so this program needs no right to register one.
        config.put("auto.register.schemas", false);
        String id = UUID.randomUUID().toString();
        GenericRecord review =
                new GenericRecordBuilder(schema).set("id", id).set("text", args[3]).build();

        try (var producer = new KafkaProducer<>(config, new StringSerializer(), serializer(config));
                var consumer = new KafkaConsumer<>(config, new StringDeserializer(), deserializer(config))) {
            List<TopicPartition> partitions = consumer.partitionsFor("sentiment").stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.endOffsets(partitions).forEach(consumer::seek);
            producer.send(new ProducerRecord<>("reviews", id, review)).get();

            Instant end = Instant.now().plus(PATIENCE);
            while (Instant.now().isBefore(end)) {
                for (ConsumerRecord<String, Object> record : consumer.poll(Duration.ofMillis(200))) {
                    GenericRecord result = (GenericRecord) record.value();
                    if (id.equals(record.key())) {
                        System.out.printf(
                                "%s  %.3f  %s%n",
                                result.get("label"), result.get("score"), result.get("modelVersion"));
                        return;
                    }
                }
            }
            throw new IllegalStateException("no result within " + PATIENCE.toSeconds() + " s: is a classifier running?");
        }
    }

    private static KafkaAvroSerializer serializer(Map<String, Object> config) {
        KafkaAvroSerializer serializer = new KafkaAvroSerializer();
        serializer.configure(config, false);
        return serializer;
    }

    private static KafkaAvroDeserializer deserializer(Map<String, Object> config) {
        KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer();
        deserializer.configure(config, false);
        return deserializer;
    }
}
