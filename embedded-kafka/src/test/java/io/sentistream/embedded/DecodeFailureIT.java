package io.sentistream.embedded;

import static io.sentistream.schemas.DecodeFailure.Kind.MALFORMED;
import static io.sentistream.schemas.DecodeFailure.Kind.REGISTRY_UNAVAILABLE;
import static io.sentistream.schemas.DecodeFailure.Kind.UNKNOWN_SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sentistream.schemas.AvroSerdes;
import io.sentistream.schemas.DecodeFailure;
import io.sentistream.schemas.Feedback;
import io.sentistream.schemas.Review;
import io.sentistream.schemas.ServingModel;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecodeFailureIT {

    private static final int HEADER = 5;

    private final KafkaBackend backend = KafkaBackend.shared();

    @TempDir
    Path directory;

    @Test
    void tellsWhatIsWrongWithTheBytesFromWhatIsWrongWithTheRegistry() {
        AvroSerdes serdes;
        Deserializer<Review> reader;
        byte[] good;
        try (var registry = SchemaRegistryProcess.start(directory)) {
            serdes = AvroSerdes.at(registry.url());
            reader = serdes.deserializer(Review.class);
            good = serdes.<Review>serializer()
                    .serialize(
                            "reviews",
                            Review.newBuilder().setId("1").setText("good").build());
            assertThat(reader.deserialize("reviews", good).getText()).isEqualTo("good");

            assertThat(kindOf(reader, "plain text".getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo(MALFORMED);
            assertThat(kindOf(reader, new byte[0])).isEqualTo(MALFORMED);
            assertThat(kindOf(reader, new byte[] {0, 0})).isEqualTo(MALFORMED);
            assertThat(kindOf(reader, Arrays.copyOf(good, good.length - 3))).isEqualTo(MALFORMED);
            assertThat(kindOf(reader, Arrays.copyOf(good, HEADER))).isEqualTo(MALFORMED);
            assertThat(kindOf(
                            reader,
                            ByteBuffer.allocate(20).put((byte) 0).putInt(4711).array()))
                    .isEqualTo(UNKNOWN_SCHEMA);
            var feedback = Feedback.newBuilder()
                    .setLabel("positive")
                    .setAt(Instant.EPOCH)
                    .build();
            assertThat(kindOf(reader, serdes.<Feedback>serializer().serialize("reviews-of-others", feedback)))
                    .as("a record of another type")
                    .isEqualTo(MALFORMED);
        }
        assertThat(kindOf(serdes.deserializer(Review.class), good)).isEqualTo(REGISTRY_UNAVAILABLE);
        assertThat(reader.deserialize("reviews", good).getText())
                .as("what is cached is still read")
                .isEqualTo("good");
        var wrongPath = AvroSerdes.at(backend.registryUrl() + "/no/registry/here");
        assertThat(kindOf(wrongPath.deserializer(Review.class), good))
                .as("a 404 that no registry gave")
                .isEqualTo(REGISTRY_UNAVAILABLE);
    }

    @Test
    void randomBytesBehindAKnownSchemaAreAlwaysMalformed() {
        var model = ServingModel.newBuilder()
                .setVersion("v1")
                .setUri("file:/x")
                .setManifestSha256("0")
                .setSince(Instant.EPOCH)
                .build();
        var serdes = AvroSerdes.at(backend.registryUrl());
        var encoded = serdes.<ServingModel>serializer().serialize("models", model);
        var reader = serdes.deserializer(ServingModel.class);
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++) {
            var bytes = Arrays.copyOf(encoded, HEADER + random.nextInt(40));
            for (var at = HEADER; at < bytes.length; at++) {
                bytes[at] = (byte) random.nextInt();
            }
            var thrown = catchThrowable(() -> reader.deserialize("models", bytes));
            if (thrown != null) {
                assertThat(DecodeFailure.of(thrown).kind())
                        .as("%s from %s", thrown, Arrays.toString(bytes))
                        .isEqualTo(MALFORMED);
            }
        }
    }

    private static DecodeFailure.Kind kindOf(Deserializer<Review> reader, byte[] bytes) {
        var thrown = catchThrowable(() -> reader.deserialize("reviews", bytes));
        assertThat(thrown).isNotNull();
        var failure = DecodeFailure.of(thrown);
        assertThat(failure.reason()).isNotBlank();
        return failure.kind();
    }
}
