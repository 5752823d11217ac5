package io.sentistream.quickstart.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LastBatchTest {
    @Test
    void theEndWaitsForTheBatchUnderWayAndNoOtherBegins() throws InterruptedException {
        LastBatch lastBatch = new LastBatch();
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        CountDownLatch first = new CountDownLatch(1);
        Thread command = new Thread(() -> lastBatch.awaitedAtExit(() -> {
            while (true) {
                begun.incrementAndGet();
                first.countDown();
                Thread.onSpinWait();
                ended.incrementAndGet();
                lastBatch.between();
            }
        }));
        command.setDaemon(true);
        command.start();
        first.await();

        lastBatch.end();

        int batches = begun.get();
        assertThat(ended).hasValue(batches);
        while (command.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertThat(begun).hasValue(batches);
    }

    @Test
    void whereNoBatchRunsTheEndWaitsForNone() {
        LastBatch lastBatch = new LastBatch();
        assertThat(lastBatch.<String>awaitedAtExit(() -> "done")).isEqualTo("done");

        lastBatch.end();
    }
}
