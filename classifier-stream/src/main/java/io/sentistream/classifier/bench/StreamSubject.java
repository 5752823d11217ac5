package io.sentistream.classifier.bench;

import io.sentistream.classifier.classify.ClassifierConfig;
import io.sentistream.classifier.classify.ClassifierService;
import io.sentistream.classifier.model.CheckpointLoader;
import io.sentistream.classifier.model.ModelLoader;
import io.sentistream.schemas.Topic;
import java.util.Properties;
import java.util.Queue;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;

/** What turns reviews into results while it is measured. */
enum StreamSubject {
    /** Kafka Streams alone: the bytes of each review go to the results as they are. */
    IDENTITY("identity topology") {
        @Override
        Runnable start(ClassifierConfig config, Queue<Long> batches) {
            var from = new ByteArrayDeserializer();
            var to = new ByteArraySerializer();
            Topology topology = new Topology()
                    .addSource(
                            AutoOffsetReset.earliest(),
                            "from",
                            from,
                            from,
                            config.connection().topics().name(Topic.REVIEWS))
                    .addSink("to", config.connection().topics().name(Topic.SENTIMENT), to, to, "from");
            Properties properties = new Properties();
            properties.putAll(config.streams().config(config.connection()));
            KafkaStreams streams = new KafkaStreams(topology, properties);
            streams.start();
            return streams::close;
        }
    },
    /** Ours, with an {@link IdleModel}. */
    IDLE("classify, no-op model") {
        @Override
        Runnable start(ClassifierConfig config, Queue<Long> batches) {
            return started(config, announced -> new IdleModel(announced.getVersion()), batches);
        }
    },
    /** Ours, with the model that is announced. */
    MODEL("classify, the model") {
        @Override
        Runnable start(ClassifierConfig config, Queue<Long> batches) {
            return started(config, new CheckpointLoader(config.inference()), batches);
        }
    };

    private final String text;

    StreamSubject(String text) {
        this.text = text;
    }

    /** Starts it on topics that are there; {@code batches} takes the milliseconds of each micro-batch. What is returned stops it. */
    abstract Runnable start(ClassifierConfig config, Queue<Long> batches);

    String text() {
        return text;
    }

    private static Runnable started(ClassifierConfig config, ModelLoader loader, Queue<Long> batches) {
        ClassifierService service =
                new ClassifierService(config, announced -> new TimedModel(loader.load(announced), batches));
        service.start();
        return service::close;
    }
}
