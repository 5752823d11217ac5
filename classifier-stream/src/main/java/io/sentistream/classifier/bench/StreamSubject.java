package io.sentistream.classifier.bench;

import io.sentistream.classifier.classify.ClassifierConfig;
import io.sentistream.classifier.classify.ClassifierService;
import io.sentistream.classifier.model.CheckpointLoader;
import io.sentistream.schemas.Topic;
import java.util.Properties;
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
        Runnable start(ClassifierConfig config) {
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
        Runnable start(ClassifierConfig config) {
            return started(new ClassifierService(config, announced -> new IdleModel(announced.getVersion())));
        }
    },
    /** Ours, with the model that is announced. */
    MODEL("classify, the model") {
        @Override
        Runnable start(ClassifierConfig config) {
            return started(new ClassifierService(config, new CheckpointLoader(config.inference())));
        }
    };

    private final String text;

    StreamSubject(String text) {
        this.text = text;
    }

    /** Starts it on topics that are there; what is returned stops it. */
    abstract Runnable start(ClassifierConfig config);

    String text() {
        return text;
    }

    private static Runnable started(ClassifierService service) {
        service.start();
        return service::close;
    }
}
