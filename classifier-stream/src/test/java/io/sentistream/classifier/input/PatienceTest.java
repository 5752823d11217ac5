package io.sentistream.classifier.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void anAnswerIsPassedOnAndNobodyWaits() {
        Patience patience = new Patience(Duration.ofSeconds(10));

        assertThat(patience.<String, RuntimeException>untilAvailable(() -> "yes"))
                .isEqualTo("yes");
        assertThat(patience.waiting()).isFalse();
    }

    @Test
    void theCallIsMadeAgainUntilItIsAnswered() {
        Patience patience = new Patience(Duration.ofSeconds(10));

        int answer = patience.<Integer, RuntimeException>untilAvailable(() -> {
            if (calls.incrementAndGet() < 4) {
                throw new UnavailableException("away", null);
            }
            assertThat(patience.waiting()).isTrue();
            return calls.get();
        });

        assertThat(answer).isEqualTo(4);
        assertThat(patience.waiting()).isFalse();
    }

    @Test
    void whenPatienceEndsTheRecordIsLeftToBeReadAgain() {
        Patience patience = new Patience(Duration.ofMillis(120));

        assertThatThrownBy(() -> patience.untilAvailable(this::unavailable))
                .isInstanceOf(TaskMigratedException.class)
                .hasMessageContaining("away");
        assertThat(calls).hasValueGreaterThan(1);
        assertThat(patience.waiting()).isFalse();
    }

    @Test
    void whoShutsDownDoesNotWait() {
        Patience patience = new Patience(Duration.ofMinutes(10));
        patience.end();

        assertThatThrownBy(() -> patience.untilAvailable(this::unavailable)).isInstanceOf(TaskMigratedException.class);
        assertThat(calls).hasValue(1);
    }

    @Test
    void whoHurriesDoesNothingMore() {
        Patience patience = new Patience(Duration.ofMinutes(10));
        patience.hurry();

        assertThatThrownBy(() -> patience.untilAvailable(calls::incrementAndGet))
                .isInstanceOf(TaskMigratedException.class)
                .hasMessageContaining("nothing lost");
        assertThat(calls).hasValue(0);
    }

    @Test
    void otherFailuresAreNotWaitedOut() {
        Patience patience = new Patience(Duration.ofMinutes(10));

        assertThatThrownBy(() -> patience.untilAvailable(() -> {
                    throw new RejectedException(Rejection.Reason.MALFORMED, "bad");
                }))
                .isInstanceOf(RejectedException.class);
    }

    private String unavailable() {
        calls.incrementAndGet();
        throw new UnavailableException("away", null);
    }
}
