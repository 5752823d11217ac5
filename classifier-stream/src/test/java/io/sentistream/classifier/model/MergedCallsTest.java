package io.sentistream.classifier.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sentistream.bert.inference.Classification;
import io.sentistream.bert.tokenizer.EncodedText;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MergedCallsTest {
    private static final int BROKEN = 13;

    private final List<List<Integer>> batches = new CopyOnWriteArrayList<>();
    private final CountDownLatch firstMayEnd = new CountDownLatch(1);
    private final MergedCalls merged = new MergedCalls(new Model() {
        @Override
        public String version() {
            return "v1";
        }

        @Override
        public List<String> labels() {
            return List.of("any");
        }

        @Override
        public EncodedText encode(String text) {
            return text(Integer.parseInt(text));
        }

        /** Holds the first batch up, fails on {@link #BROKEN}, and answers each text with its own id as the label. */
        @Override
        public List<Classification> classify(List<EncodedText> texts) {
            List<Integer> ids =
                    texts.stream().map(text -> text.windows().get(0)[0]).toList();
            batches.add(ids);
            if (batches.size() == 1) {
                try {
                    firstMayEnd.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            if (ids.contains(BROKEN)) {
                throw new IllegalStateException("broken by " + BROKEN);
            }
            return ids.stream()
                    .map(id -> new Classification(Integer.toString(id), 1, List.of(1.0), false, 1))
                    .toList();
        }

        @Override
        public void close() {}
    });
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        firstMayEnd.countDown();
        threads.shutdownNow();
    }

    private static EncodedText text(int id) {
        return new EncodedText(List.of(new int[] {id}), false);
    }

    private CompletableFuture<List<String>> asked(Integer... ids) {
        int before = merged.waiting();
        boolean first = batches.isEmpty();
        CompletableFuture<List<String>> answers = CompletableFuture.supplyAsync(
                () -> merged
                        .classify(Arrays.stream(ids).map(MergedCallsTest::text).toList())
                        .stream()
                        .map(Classification::label)
                        .toList(),
                threads);
        await().atMost(Duration.ofMinutes(1)).until(() -> first ? !batches.isEmpty() : merged.waiting() > before);
        return answers;
    }

    @Test
    void callsThatComeWhileOneIsComputedAreComputedTogetherAndEachHasItsOwnAnswers() {
        CompletableFuture<List<String>> one = asked(1);
        CompletableFuture<List<String>> two = asked(2, 3);
        CompletableFuture<List<String>> three = asked(4);
        firstMayEnd.countDown();

        assertThat(one.join()).containsExactly("1");
        assertThat(two.join()).containsExactly("2", "3");
        assertThat(three.join()).containsExactly("4");
        assertThat(batches).containsExactly(List.of(1), List.of(2, 3, 4));
    }

    @Test
    void aCallThatTheModelFailsOnFailsAlone() {
        CompletableFuture<List<String>> one = asked(1);
        CompletableFuture<List<String>> good = asked(2);
        CompletableFuture<List<String>> bad = asked(BROKEN);
        firstMayEnd.countDown();

        assertThat(one.join()).containsExactly("1");
        assertThat(good.join()).containsExactly("2");
        assertThatThrownBy(bad::join).hasRootCauseMessage("broken by 13");
        assertThat(batches).containsExactly(List.of(1), List.of(2, BROKEN), List.of(2), List.of(BROKEN));
    }
}
