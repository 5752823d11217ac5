package io.sentistream.classifier.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ModelSlotTest {
    private final ModelSlot slot = new ModelSlot();

    @Test
    void anEmptySlotHasNothingToLease() {
        assertThat(slot.version()).isEmpty();
        assertThatThrownBy(slot::lease).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aModelThatIsSwappedOutIsReleasedWhenItsLastLeaseEnds() {
        CountingModel first = new CountingModel("v1");
        slot.swap(first);
        ModelSlot.Lease one = slot.lease();
        ModelSlot.Lease two = slot.lease();
        slot.swap(new CountingModel("v2"));

        assertThat(slot.lease().model().version()).isEqualTo("v2");
        one.close();
        assertThat(first.closed()).isZero();
        two.close();
        assertThat(first.closed()).isEqualTo(1);
    }

    @Test
    void aModelWithoutALeaseIsReleasedAtOnce() {
        CountingModel only = new CountingModel("v1");
        slot.swap(only);
        slot.close();

        assertThat(only.closed()).isEqualTo(1);
    }

    @Test
    void manyThreadsNeverHoldAModelThatIsReleasedAndEachIsReleasedOnce() throws Exception {
        List<CountingModel> models = new ArrayList<>();
        slot.swap(new CountingModel("v0"));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<Boolean>> leases = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            leases.add(threads.submit(() -> {
                boolean alwaysOpen = true;
                for (int i = 0; i < 2_000; i++) {
                    try (ModelSlot.Lease lease = slot.lease()) {
                        alwaysOpen &= ((CountingModel) lease.model()).closed() == 0;
                    }
                }
                return alwaysOpen;
            }));
        }
        for (int i = 1; i <= 200; i++) {
            CountingModel next = new CountingModel("v" + i);
            models.add(next);
            slot.swap(next);
        }
        for (Future<Boolean> lease : leases) {
            assertThat(lease.get()).isTrue();
        }
        slot.close();
        threads.shutdown();
        assertThat(models).allSatisfy(model -> assertThat(model.closed()).isEqualTo(1));
    }
}
