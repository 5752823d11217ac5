package io.sentistream.classifier.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sentistream.bert.TinyBert;
import io.sentistream.bert.checkpoint.CheckpointDigest;
import io.sentistream.bert.inference.InferenceConfig;
import io.sentistream.classifier.input.DeadLetters;
import io.sentistream.classifier.input.Patience;
import io.sentistream.classifier.input.ReviewFormat;
import io.sentistream.classifier.model.CheckpointLoader;
import io.sentistream.classifier.model.ModelSlot;
import io.sentistream.classifier.model.ShadowModel;
import io.sentistream.schemas.AvroSerdes;
import io.sentistream.schemas.Review;
import io.sentistream.schemas.Sentiment;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Topic;
import io.sentistream.schemas.TopicLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** Whatever comes in, with a real model behind it: one result or one dead letter comes out. */
class AnyInputTest {
    private static final AvroSerdes SERDES = AvroSerdes.at("mock://any-input");
    private static final TopicLayout TOPICS = TopicLayout.plain();
    private static final ModelSlot MODELS = new ModelSlot();
    private static final ShadowModel SHADOW =
            new ShadowModel(announced -> MODELS.lease().model());
    private static final Map<ReviewFormat, Line> LINES = new EnumMap<>(ReviewFormat.class);

    /** A topology with its topics. */
    private record Line(
            TopologyTestDriver driver,
            TestInputTopic<byte[], byte[]> reviews,
            TestOutputTopic<byte[], byte[]> results,
            TestOutputTopic<byte[], byte[]> deadLetters) {
        static Line of(ReviewFormat format) {
            var meters = new SimpleMeterRegistry();
            var parts = new ClassifyTopology.Parts(
                    TOPICS,
                    SERDES,
                    format,
                    true,
                    256,
                    topic -> 1_000_000,
                    new ClassifyMetrics(meters),
                    new ShadowMetrics(meters));
            var polls = new RememberedPolls(TOPICS.name(Topic.REVIEWS), 1_000, new AtomicLong());
            Properties config = new Properties();
            config.put(StreamsConfig.APPLICATION_ID_CONFIG, "any-" + format);
            config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
            var driver = new TopologyTestDriver(
                    ClassifyTopology.build(parts, MODELS, SHADOW, polls, new Patience(Duration.ofMillis(200))), config);
            var from = new ByteArrayDeserializer();
            var to = new ByteArraySerializer();
            return new Line(
                    driver,
                    driver.createInputTopic(TOPICS.name(Topic.REVIEWS), to, to),
                    driver.createOutputTopic(TOPICS.name(Topic.SENTIMENT), from, from),
                    driver.createOutputTopic(TOPICS.name(Topic.REVIEWS_DLQ), from, from));
        }
    }

    @BeforeContainer
    static void start() throws IOException {
        Path directory = TinyBert.of("negative", "positive")
                .write(Files.createTempDirectory("any-input").resolve("tiny"));
        MODELS.swap(new CheckpointLoader(InferenceConfig.defaults())
                .load(ServingModel.newBuilder()
                        .setVersion("tiny")
                        .setUri(directory.toString())
                        .setManifestSha256(CheckpointDigest.of(directory).manifestSha256())
                        .setSince(Instant.EPOCH)
                        .build()));
        for (ReviewFormat format : ReviewFormat.values()) {
            LINES.put(format, Line.of(format));
        }
    }

    @AfterContainer
    static void close() {
        LINES.values().forEach(line -> line.driver().close());
        MODELS.close();
        SHADOW.close();
    }

    @Property
    void anyBytesAreAReviewOrADeadLetter(
            @ForAll ReviewFormat format, @ForAll byte[] key, @ForAll("arbitraryBytes") byte[] value) {
        becomesOneOfTwo(format, key, value);
    }

    @Property
    void aReviewWithBytesChangedCutOrAddedIsAReviewOrADeadLetter(@ForAll("damagedReviews") byte[] value) {
        becomesOneOfTwo(ReviewFormat.AVRO, null, value);
    }

    @Property
    void anyTextIsClassifiedUnlessItIsBlank(@ForAll @StringLength(max = 2_000) String text) {
        Line line = LINES.get(ReviewFormat.AVRO);
        line.reviews().pipeInput(avro(text));

        if (text.isBlank()) {
            assertThat(reason(line.deadLetters().readRecord())).isEqualTo("blank-text");
        } else {
            Sentiment result = SERDES.deserializer(Sentiment.class)
                    .deserialize(
                            TOPICS.name(Topic.SENTIMENT),
                            line.results().readRecord().value());
            assertThat(result.getScores().values().stream()
                            .mapToDouble(score -> score)
                            .sum())
                    .isBetween(0.999, 1.001);
        }
        assertThat(line.results().isEmpty() && line.deadLetters().isEmpty()).isTrue();
    }

    /** Avro's lengths are believed before the bytes are there; one that says gigabytes must not be reserved. */
    @Example
    void aLengthOfGigabytesIsMalformedAndTakesNoMemory() {
        byte[] review = avro("some text");
        for (long length : List.of(1L << 28, 1L << 30, (1L << 31) - 9, 1L << 40, -5L)) {
            ByteBuffer value = ByteBuffer.allocate(5 + 10 + 4);
            value.put(review, 0, 5);
            putVarint(value, length);
            byte[] bytes = Arrays.copyOf(value.array(), value.position() + 4);

            assertThat(becomesOneOfTwo(ReviewFormat.AVRO, null, bytes)).isEqualTo("malformed");
        }
    }

    @Provide
    Arbitrary<byte[]> arbitraryBytes() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(300).injectNull(0.01);
    }

    @Provide
    Arbitrary<byte[]> damagedReviews() {
        Arbitrary<byte[]> reviews = Arbitraries.strings().ofMaxLength(60).map(AnyInputTest::avro);
        return Combinators.combine(
                        reviews, Arbitraries.integers().between(0, 1_000), Arbitraries.bytes(), Arbitraries.of(0, 1, 2))
                .as((bytes, place, value, way) -> damaged(bytes, place % bytes.length, value, way));
    }

    private static byte[] damaged(byte[] bytes, int at, byte value, int way) {
        byte[] damaged = way == 0 ? bytes.clone() : Arrays.copyOf(bytes, way == 1 ? at : bytes.length + at % 20);
        if (way == 0) {
            damaged[at] = value;
        }
        return damaged;
    }

    /** The dead letter's reason, or nothing where there is a result. */
    private static String becomesOneOfTwo(ReviewFormat format, byte[] key, byte[] value) {
        Line line = LINES.get(format);
        line.reviews().pipeInput(key, value);

        long results = line.results().getQueueSize();
        long letters = line.deadLetters().getQueueSize();
        assertThat(results + letters).as("outputs").isEqualTo(1);
        if (results == 1) {
            assertThat(line.results().readRecord().key()).isEqualTo(key);
            return "";
        }
        TestRecord<byte[], byte[]> letter = line.deadLetters().readRecord();
        assertThat(letter.value()).isEqualTo(value);
        assertThat(letter.key()).isEqualTo(key);
        return reason(letter);
    }

    private static String reason(TestRecord<byte[], byte[]> letter) {
        Header reason = letter.headers().lastHeader(DeadLetters.REASON);
        return new String(reason.value(), StandardCharsets.UTF_8);
    }

    private static byte[] avro(String text) {
        return SERDES.serializer().serialize(TOPICS.name(Topic.REVIEWS), new Review("r", text, null, null));
    }

    private static void putVarint(ByteBuffer into, long value) {
        long left = (value << 1) ^ (value >> 63);
        while ((left & ~0x7fL) != 0) {
            into.put((byte) ((left & 0x7f) | 0x80));
            left >>>= 7;
        }
        into.put((byte) left);
    }
}
