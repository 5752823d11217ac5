package io.sentistream.classifier.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;

class FailureHandlerTest {
    private final AtomicInteger tooLarge = new AtomicInteger();
    private final FailureHandler handler = new FailureHandler(tooLarge::incrementAndGet, () -> true);

    @Test
    void aThreadThatFailedIsReplaced() {
        assertThat(handler.handle(new StreamsException("broken")))
                .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
        assertThat(tooLarge).hasValue(0);
    }

    @Test
    void theTopicsLimitsAreAskedForAnewBeforeARecordThatWasTooLargeIsReadAgain() {
        assertThat(handler.handle(new StreamsException("send", new RecordTooLargeException("1 MB"))))
                .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
        assertThat(tooLarge).hasValue(1);
    }

    @Test
    void whatNoSecondTryMendsEndsTheClient() {
        assertThat(handler.handle(new StreamsException("no", new TopicAuthorizationException("sentiment"))))
                .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
        assertThat(handler.handle(new StreamsException("no", new NoClassDefFoundError("x"))))
                .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    }
}
