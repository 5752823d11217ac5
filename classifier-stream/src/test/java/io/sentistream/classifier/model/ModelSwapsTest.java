package io.sentistream.classifier.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sentistream.schemas.ServingChange;
import io.sentistream.schemas.ServingModel;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ModelSwapsTest {
    private final ModelSlot slot = new ModelSlot();
    private final List<String> loads = new CopyOnWriteArrayList<>();
    private final Map<String, CountingModel> loaded = new ConcurrentHashMap<>();
    private final List<String> news = new CopyOnWriteArrayList<>();

    private final ModelListener listener = new ModelListener() {
        @Override
        public void serving(ServingModel model) {
            news.add("serving " + model.getVersion());
        }

        @Override
        public void refused(ServingModel model, String reason) {
            news.add("refused " + model.getVersion() + ": " + reason);
        }
    };

    private Model load(ServingModel announced) {
        loads.add(announced.getVersion());
        if (announced.getUri().equals("bad")) {
            throw new IllegalArgumentException("bad file");
        }
        if (announced.getUri().equals("shrunk")) {
            throw new InternalError("a fault occurred in an unsafe memory access operation"); // as Java says it
        }
        CountingModel model = new CountingModel(announced.getVersion());
        loaded.put(announced.getVersion(), model);
        return model;
    }

    private static ServingModel onProbation(String version, Instant until) {
        return ServingModel.newBuilder(announcement(version, "good"))
                .setProbationEnds(until)
                .build();
    }

    private static ServingModel announcement(String version, String uri) {
        return new ServingModel(
                version,
                uri,
                "hash",
                false,
                null,
                "gate",
                "",
                Instant.EPOCH,
                ServingChange.UNKNOWN,
                null,
                null,
                1d,
                null,
                null);
    }

    @Test
    void aRefusedModelIsReportedAndTheOneBeforeServesOn() {
        ModelSwaps swaps = new ModelSwaps(this::load, slot);
        swaps.addListener(listener);
        swaps.announce(announcement("v1", "good"));
        awaitNews(1);
        swaps.announce(announcement("v2", "bad"));
        awaitNews(2);
        swaps.close();

        assertThat(news).containsExactly("serving v1", "refused v2: bad file");
        assertThat(swaps.refused()).isEqualTo(1);
        assertThat(slot.version()).contains("v1");
    }

    @Test
    void aModelWhoseFileWasCutShortWhileItWasReadIsRefusedLikeAnyOther() {
        ModelSwaps swaps = new ModelSwaps(this::load, slot);
        swaps.addListener(listener);
        swaps.announce(announcement("v1", "shrunk"));
        awaitNews(1);
        swaps.announce(announcement("v2", "good"));
        awaitNews(2);
        swaps.close();

        assertThat(news)
                .containsExactly("refused v1: a fault occurred in an unsafe memory access operation", "serving v2");
        assertThat(swaps.refused()).isEqualTo(1);
    }

    @Test
    void aModelThatServesAlreadyIsNotLoadedAgain() {
        ModelSwaps swaps = new ModelSwaps(this::load, slot);
        swaps.addListener(listener);
        swaps.announce(announcement("v1", "good"));
        awaitNews(1);
        ServingModel pinned = announcement("v1", "good");
        pinned.setPinned(true);
        swaps.announce(pinned);
        swaps.announce(announcement("v2", "good"));
        awaitNews(2);
        swaps.close();

        assertThat(loads).containsExactly("v1", "v2");
    }

    @Test
    void aModelOvertakenByANewerAnnouncementIsNotLoaded() throws InterruptedException {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ModelSwaps swaps = new ModelSwaps(
                announced -> {
                    loading.countDown();
                    awaitLatch(goOn);
                    return load(announced);
                },
                slot);
        swaps.addListener(listener);
        swaps.announce(announcement("v1", "good"));
        assertThat(loading.await(10, TimeUnit.SECONDS)).isTrue();
        swaps.announce(announcement("v2", "good"));
        swaps.announce(announcement("v3", "good"));
        goOn.countDown();
        awaitNews(2);
        swaps.close();

        assertThat(loads).containsExactly("v1", "v3");
        assertThat(slot.version()).contains("v3");
    }

    @Test
    void whatIsLoadedAfterTheCloseIsReleasedAndNeverServes() throws InterruptedException {
        CountDownLatch loading = new CountDownLatch(1);
        CountingModel late = new CountingModel("v1");
        CountDownLatch goOn = new CountDownLatch(1);
        ModelSwaps swaps = new ModelSwaps(
                announced -> {
                    loading.countDown();
                    awaitLatch(goOn);
                    return late;
                },
                slot);
        swaps.announce(announcement("v1", "good"));
        assertThat(loading.await(10, TimeUnit.SECONDS)).isTrue();
        Thread closing = new Thread(swaps::close);
        closing.start();
        while (closing.getState() != Thread.State.TIMED_WAITING) {
            Thread.sleep(5);
        }
        goOn.countDown();
        closing.join();

        assertThat(late.closed()).isEqualTo(1);
        assertThat(slot.version()).isEmpty();
    }

    @Test
    void aRollBackWithinTheProbationLoadsNothing() {
        ModelSwaps swaps = new ModelSwaps(this::load, slot);
        swaps.addListener(listener);
        swaps.announce(announcement("v1", "good"));
        awaitNews(1);
        swaps.announce(onProbation("v2", Instant.now().plusSeconds(3_600)));
        awaitNews(2);
        assertThat(loaded.get("v1").closed()).as("while v2 is on probation").isZero();
        swaps.announce(announcement("v1", "good"));
        awaitNews(3);

        assertThat(slot.lease().model()).isSameAs(loaded.get("v1"));
        assertThat(loads).containsExactly("v1", "v2");
        assertThat(news).containsExactly("serving v1", "serving v2", "serving v1");
        await().untilAsserted(() -> assertThat(loaded.get("v2").closed()).isEqualTo(1));
        assertThat(loaded.get("v1").closed()).isZero();
        swaps.close();
    }

    @Test
    void theModelBeforeIsReleasedWhenTheProbationEnds() {
        ModelSwaps swaps = new ModelSwaps(this::load, slot);
        swaps.addListener(listener);
        swaps.announce(announcement("v1", "good"));
        awaitNews(1);
        swaps.announce(onProbation("v2", Instant.now().plusMillis(300)));

        await().until(() -> slot.version().equals(Optional.of("v2")));
        await().untilAsserted(() -> assertThat(loaded.get("v1").closed()).isEqualTo(1));
        swaps.close();
    }

    @Test
    void theModelBeforeIsReleasedWhereTheProbationIsEndedOrNeverWas() {
        ModelSwaps swaps = new ModelSwaps(this::load, slot);
        swaps.addListener(listener);
        swaps.announce(announcement("v1", "good"));
        awaitNews(1);
        swaps.announce(onProbation("v2", Instant.now().minusSeconds(1)));
        await().untilAsserted(() -> assertThat(loaded.get("v1").closed()).isEqualTo(1));

        swaps.announce(onProbation("v3", Instant.now().plusSeconds(3_600)));
        await().until(() -> slot.version().equals(Optional.of("v3")));
        assertThat(loaded.get("v2").closed()).isZero();
        swaps.announce(announcement("v3", "good"));

        await().untilAsserted(() -> assertThat(loaded.get("v2").closed()).isEqualTo(1));
        assertThat(loads).containsExactly("v1", "v2", "v3");
        swaps.close();
    }

    @Test
    void aThirdModelTakesThePlaceOfTheOneThatWasKept() {
        ModelSwaps swaps = new ModelSwaps(this::load, slot);
        swaps.addListener(listener);
        swaps.announce(announcement("v1", "good"));
        awaitNews(1);
        swaps.announce(onProbation("v2", Instant.now().plusSeconds(3_600)));
        awaitNews(2);
        swaps.announce(onProbation("v3", Instant.now().plusSeconds(3_600)));
        awaitNews(3);

        assertThat(loaded.get("v1").closed()).isEqualTo(1);
        assertThat(loaded.get("v2").closed()).isZero();
        swaps.close();
        slot.close();
        assertThat(loaded.values())
                .allSatisfy(model -> assertThat(model.closed()).isEqualTo(1));
    }

    private void awaitNews(int count) {
        await().until(() -> news.size() >= count);
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
