package io.sentistream.classifier.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.sentistream.schemas.ServingModel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShadowModelTest {
    private final List<CountingModel> loaded = new CopyOnWriteArrayList<>();
    private final ShadowModel shadow = new ShadowModel(this::load);

    @AfterEach
    void close() {
        shadow.close();
    }

    private Model load(ServingModel announced) {
        if (announced.getUri().equals("bad")) {
            throw new IllegalArgumentException("bad file");
        }
        CountingModel model = new CountingModel(announced.getVersion());
        loaded.add(model);
        return model;
    }

    private static ServingModel announcement(String version, String uri, double share) {
        return ServingModel.newBuilder()
                .setVersion(version)
                .setUri(uri)
                .setManifestSha256("hash")
                .setSince(Instant.EPOCH)
                .setShare(share)
                .build();
    }

    private double picked(List<String> ids) {
        return ids.stream().filter(shadow::picks).count() / (double) ids.size();
    }

    @Test
    void itPicksItsShareOfAnyKindOfIds() {
        List<String> numbered =
                IntStream.range(0, 100_000).mapToObj(i -> "reviews-3-" + i).toList();
        List<String> random = IntStream.range(0, 100_000)
                .mapToObj(i -> UUID.nameUUIDFromBytes(new byte[] {(byte) i, (byte) (i >> 8), (byte) (i >> 16)})
                        .toString())
                .toList();
        for (double share : new double[] {0.01, 0.1, 0.5}) {
            shadow.announce(announcement("v1", "good", share));
            assertThat(picked(numbered)).isCloseTo(share, within(0.005));
            assertThat(picked(random)).isCloseTo(share, within(0.005));
        }
        shadow.announce(announcement("v1", "good", 1));
        assertThat(picked(numbered)).isEqualTo(1);
    }

    @Test
    void aRestartPicksTheSameAndALargerShareTheseToo() {
        List<String> ids = IntStream.range(0, 1_000).mapToObj(i -> "r" + i).toList();
        shadow.announce(announcement("v1", "good", 0.1));
        List<String> before = ids.stream().filter(shadow::picks).toList();
        try (ShadowModel restarted = new ShadowModel(this::load)) {
            restarted.announce(announcement("v2", "good", 0.1));
            assertThat(ids.stream().filter(restarted::picks)).isEqualTo(before);
            restarted.announce(announcement("v2", "good", 0.2));
            assertThat(ids.stream().filter(restarted::picks))
                    .containsAll(before)
                    .hasSizeGreaterThan(before.size());
        }
    }

    @Test
    void aRunThatHasEndedIsReleasedAndPicksNothing() {
        shadow.announce(announcement("v1", "good", 1));
        await().until(() -> shadow.version().equals(Optional.of("v1")));
        shadow.announce(announcement("v1", "good", 0));
        await().until(() -> shadow.version().isEmpty());

        assertThat(shadow.picks("r1")).isFalse();
        assertThat(loaded.get(0).closed()).isEqualTo(1);

        shadow.announce(announcement("v2", "good", 1));
        await().until(() -> shadow.version().equals(Optional.of("v2")));
        shadow.withdraw();
        await().until(() -> shadow.version().isEmpty());
        assertThat(loaded.get(1).closed()).isEqualTo(1);
    }

    @Test
    void anotherShareLoadsNothingAnew() {
        shadow.announce(announcement("v1", "good", 1));
        shadow.announce(announcement("v1", "good", 0.5));
        shadow.announce(announcement("v2", "good", 0.5));
        await().until(() -> shadow.version().equals(Optional.of("v2")));

        assertThat(loaded).extracting(CountingModel::version).endsWith("v2").doesNotHaveDuplicates();
    }

    @Test
    void aShadowThatCantBeLoadedIsRefusedWithItsReason() {
        List<String> refusals = new CopyOnWriteArrayList<>();
        shadow.addListener(new ModelListener() {
            @Override
            public void refused(ServingModel model, String reason) {
                refusals.add(model.getVersion() + ": " + reason);
            }
        });
        shadow.announce(announcement("v1", "bad", 1));

        await().until(() -> refusals.equals(List.of("v1: bad file")));
        assertThat(shadow.leaseIfAny()).isEmpty();
    }
}
