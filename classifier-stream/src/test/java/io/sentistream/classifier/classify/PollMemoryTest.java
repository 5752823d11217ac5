package io.sentistream.classifier.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.classifier.input.RawRecord;
import io.sentistream.classifier.input.Rejection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class PollMemoryTest {
    private static final TopicPartition P0 = new TopicPartition("reviews", 0);
    private static final TopicPartition P1 = new TopicPartition("reviews", 1);

    private final AtomicLong count = new AtomicLong();
    private final PollMemory memory = new PollMemory("reviews", 1_000_000, count);

    private static ConsumerRecords<byte[], byte[]> poll(TopicPartition partition, long... offsets) {
        List<ConsumerRecord<byte[], byte[]>> records = Arrays.stream(offsets)
                .mapToObj(offset -> new ConsumerRecord<>(
                        partition.topic(), partition.partition(), offset, new byte[0], new byte[] {(byte) offset}))
                .toList();
        return new ConsumerRecords<>(Map.of(partition, records), Map.of());
    }

    private static RawRecord inHand(TopicPartition partition, long offset) {
        return new RawRecord(partition, offset, new byte[0], new byte[0], new RecordHeaders());
    }

    private List<String> upcoming() {
        List<String> positions = new ArrayList<>();
        for (Iterator<Polled> each = memory.upcoming(); each.hasNext(); ) {
            positions.add(each.next().raw().position());
        }
        return positions;
    }

    @Test
    void whatIsUpcomingComesFromEachPartitionInTurnAndInItsOrder() {
        memory.remember(poll(P0, 5, 6, 8));
        memory.remember(poll(P1, 1));

        assertThat(upcoming()).hasSize(4);
        assertThat(upcoming().stream().filter(position -> position.startsWith("reviews-0")))
                .containsExactly("reviews-0-5", "reviews-0-6", "reviews-0-8");
        assertThat(upcoming().subList(0, 2)).containsExactlyInAnyOrder("reviews-0-5", "reviews-1-1");
    }

    @Test
    void aRememberedRecordIsTakenOutOnceWithWhatIsKnownOfIt() {
        memory.remember(poll(P0, 5, 6));
        Polled next = memory.upcoming().next();
        next.outcome(new Outcome.Rejected(new Rejection(Rejection.Reason.MALFORMED, "")));

        assertThat(upcoming()).containsExactly("reviews-0-6");
        assertThat(memory.take(inHand(P0, 5))).isSameAs(next);
        assertThat(memory.size()).isEqualTo(1);
        assertThat(memory.take(inHand(P0, 5)).outcome()).isNull();
    }

    @Test
    void aRecordThatIsNotRememberedIsTakenAsItIs() {
        RawRecord record = inHand(P0, 3);

        assertThat(memory.take(record).raw()).isSameAs(record);
    }

    @Test
    void recordsThatNeverCameAreDroppedWhenALaterOneIsInHand() {
        memory.remember(poll(P0, 5, 6, 7));
        memory.take(inHand(P0, 7));

        assertThat(memory.size()).isZero();
    }

    @Test
    void aPositionThatJumpedBackForgetsWhatItHadReached() {
        memory.remember(poll(P0, 5, 6));
        Polled before = memory.upcoming().next();
        memory.remember(poll(P0, 5, 6));

        assertThat(memory.size()).isEqualTo(2);
        assertThat(memory.take(inHand(P0, 5))).isNotSameAs(before);
    }

    @Test
    void aLaterPollIsAddedAndAGapBetweenIsNoJump() {
        memory.remember(poll(P0, 5));
        memory.remember(poll(P0, 9));

        assertThat(upcoming()).containsExactly("reviews-0-5", "reviews-0-9");
    }

    @Test
    void aPartitionThatLeavesIsForgotten() {
        memory.remember(poll(P0, 5));
        memory.remember(poll(P1, 5));
        memory.forget(P0);

        assertThat(upcoming()).containsExactly("reviews-1-5");
    }

    @Test
    void otherTopicsAreNotRemembered() {
        memory.remember(poll(new TopicPartition("others", 0), 1));

        assertThat(memory.size()).isZero();
    }

    @Test
    void noMoreIsRememberedThanTheLimitAndRoomIsMadeByUse() {
        PollMemory small = new PollMemory("reviews", 3 * inHand(P0, 0).size() + 3, new AtomicLong());
        small.remember(poll(P0, 0, 1, 2, 3, 4));
        assertThat(small.size()).isEqualTo(3);

        Stream.of(0L, 1L, 2L, 3L).forEach(offset -> small.take(inHand(P0, offset)));
        assertThat(small.size()).isZero();
        small.remember(poll(P0, 5, 6));
        assertThat(small.size()).isEqualTo(2);
    }

    @Test
    void theCountFollowsWhatIsRemembered() {
        memory.remember(poll(P0, 5, 6, 7));
        memory.remember(poll(P1, 1));
        assertThat(count).hasValue(4);

        memory.take(inHand(P0, 6));
        assertThat(count).as("one taken and one passed over").hasValue(2);
        memory.forget(P0);
        memory.forget(P1);
        assertThat(count).hasValue(0);
    }
}
