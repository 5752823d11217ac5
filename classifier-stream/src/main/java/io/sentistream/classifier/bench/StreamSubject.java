package io.sentistream.classifier.bench;

import io.sentistream.classifier.classify.ClassifierConfig;
import io.sentistream.classifier.classify.ClassifierService;
import io.sentistream.classifier.model.CheckpointLoader;
import io.sentistream.classifier.model.Model;
import io.sentistream.classifier.model.ModelLoader;
import io.sentistream.schemas.AvroSerdes;
import io.sentistream.schemas.Review;
import io.sentistream.schemas.Sentiment;
import io.sentistream.schemas.Topic;
import io.sentistream.schemas.TopicLayout;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

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
            return started(config, topology);
        }
    },
    /** Kafka Streams as one writes it by hand: each review is decoded, and a result of the same answer encoded. */
    TYPED("decoded and encoded") {
        @Override
        Runnable start(ClassifierConfig config, Queue<Long> batches) {
            AvroSerdes serdes = config.connection().serdes();
            TopicLayout topics = config.connection().topics();
            StreamsBuilder builder = new StreamsBuilder();
            builder.stream(
                            topics.name(Topic.REVIEWS),
                            Consumed.with(Serdes.ByteArray(), serdes.serde(Review.class))
                                    .withOffsetResetPolicy(AutoOffsetReset.earliest()))
                    .mapValues(review -> Sentiment.newBuilder()
                            .setReviewId(review.getId())
                            .setText(review.getText())
                            .setLabel("none")
                            .setScore(1)
                            .setScores(Map.of("none", 1.0))
                            .setModelVersion("none")
                            .setClassifiedAt(Instant.now())
                            .build())
                    .to(topics.name(Topic.SENTIMENT), Produced.with(Serdes.ByteArray(), serdes.serde(Sentiment.class)));
            return started(config, builder.build());
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
    },
    /** The same, with a model as large in its shadow, which is there before the first review is classified. */
    SHADOWED("classify, the model and a shadow") {
        @Override
        Runnable start(ClassifierConfig config, Queue<Long> batches) {
            ModelLoader loader = new CheckpointLoader(config.inference());
            CountDownLatch shadow = new CountDownLatch(1);
            ClassifierService service = new ClassifierService(config, announced -> {
                Model model = loader.load(announced);
                if (announced.getShare() < 1) {
                    shadow.countDown();
                    return model;
                }
                await(shadow);
                return new TimedModel(model, batches);
            });
            service.start();
            return service::close;
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

    private static void await(CountDownLatch shadow) {
        try {
            if (!shadow.await(5, TimeUnit.MINUTES)) {
                throw new IllegalStateException("the model for the shadow is not loaded after 5 minutes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("woken up", e);
        }
    }

    private static Runnable started(ClassifierConfig config, Topology topology) {
        Properties properties = new Properties();
        properties.putAll(config.streams().config(config.connection()));
        KafkaStreams streams = new KafkaStreams(topology, properties);
        streams.start();
        return streams::close;
    }

    private static Runnable started(ClassifierConfig config, ModelLoader loader, Queue<Long> batches) {
        ClassifierService service =
                new ClassifierService(config, announced -> new TimedModel(loader.load(announced), batches));
        service.start();
        return service::close;
    }
}
