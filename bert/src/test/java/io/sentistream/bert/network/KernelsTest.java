package io.sentistream.bert.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.engine.EngineException;
import io.sentistream.bert.TinyBert;
import io.sentistream.bert.checkpoint.Architecture;
import io.sentistream.bert.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way to compute products, against the portable one. */
class KernelsTest {
    private static final Kernels MISSING = new Kernels("missing", "Tensor");
    private static final Kernels FAILING = new Kernels("failing", "Tensor");

    private final Random random = new Random(3);

    private static Checkpoint checkpoint(Architecture architecture) {
        return TinyBert.of("a", "b", "c")
                .architecture(architecture)
                .size(3, 32, 4)
                .positions(512)
                .checkpoint();
    }

    private static Network load(Checkpoint checkpoint, Kernels... choice) {
        return Network.load(checkpoint, Device.CPU, Precision.FLOAT32, List.of(choice));
    }

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void packedProductsGiveThePortableResultsForRaggedBatches(Architecture architecture) {
        Checkpoint checkpoint = checkpoint(architecture);
        try (Network packed = load(checkpoint, Kernels.PACKED);
                Network portable = load(checkpoint, Kernels.PORTABLE)) {
            for (List<int[]> batch : raggedBatches()) {
                assertThat(difference(packed.logits(batch), portable.logits(batch), batch, 0))
                        .as("%d rows", batch.size())
                        .isLessThan(1e-4);
                assertThat(difference(packed.logitsAndCls(batch), portable.logitsAndCls(batch), batch, 0))
                        .as("%d rows", batch.size())
                        .isLessThan(1e-4);
                assertThat(difference(packed.hiddenStates(batch), portable.hiddenStates(batch), batch, 32))
                        .as("%d rows", batch.size())
                        .isLessThan(1e-4);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void int8ProductsComeCloseToThePortableResultsForRaggedBatches(Architecture architecture) {
        Checkpoint checkpoint = checkpoint(architecture);
        try (Network int8 = load(checkpoint, Kernels.INT8);
                Network portable = load(checkpoint, Kernels.PORTABLE)) {
            for (List<int[]> batch : raggedBatches()) {
                assertThat(difference(int8.logitsAndCls(batch), portable.logitsAndCls(batch), batch, 0))
                        .as("%d rows", batch.size())
                        .isBetween(1e-6, 0.35);
                assertThat(difference(int8.hiddenStates(batch), portable.hiddenStates(batch), batch, 32))
                        .as("%d rows", batch.size())
                        .isBetween(1e-6, 0.35);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "failing"})
    void whereKernelsDontRunTheNextOnesGiveTheSameResults(String name) {
        Checkpoint checkpoint = checkpoint(Architecture.BERT);
        List<int[]> batch = raggedBatches().get(1);
        try (Network network = load(checkpoint, new Kernels(name, "Tensor"), Kernels.PORTABLE);
                Network portable = load(checkpoint, Kernels.PORTABLE)) {
            assertThat(network.kernels()).isEqualTo(Kernels.PORTABLE);
            assertThat(network.logits(batch)).isDeepEqualTo(portable.logits(batch));
        }
    }

    @Test
    void whereNoneRunTheLastOnesErrorIsTold() {
        Checkpoint checkpoint = checkpoint(Architecture.BERT);
        assertThatThrownBy(() -> load(checkpoint, FAILING, MISSING).close())
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("_no_such_operator");
    }

    @Test
    void theFastestKernelsOfThePrecisionAreTaken() {
        Checkpoint checkpoint = checkpoint(Architecture.BERT);
        try (Network float32 = Network.load(checkpoint, Device.CPU, Precision.FLOAT32);
                Network int8 = Network.load(checkpoint, Device.CPU, Precision.INT8);
                Network bfloat16 = Network.load(checkpoint, Device.CPU, Precision.BFLOAT16)) {
            assertThat(List.of(float32.kernels(), int8.kernels(), bfloat16.kernels()))
                    .containsExactly(Kernels.PACKED, Kernels.INT8, Kernels.PORTABLE);
        }
        assertThat(Kernels.of(new Device(true, 0), Precision.FLOAT32)).containsExactly(Kernels.PORTABLE);
    }

    @Test
    void severalThreadsShareOneInt8Network() throws Exception {
        List<int[]> batch = raggedBatches().get(2);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (Network network = load(checkpoint(Architecture.BERT), Kernels.INT8)) {
            float[][] expected = network.logits(batch);
            List<Future<float[][]>> results = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                results.add(threads.submit(() -> network.logits(batch)));
            }
            for (Future<float[][]> result : results) {
                assertThat(result.get()).isDeepEqualTo(expected);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"portable", "packed", "int8"})
    void allThreadsShareOneCopyOfTheWeights(String name) throws Exception {
        Path statm = Path.of("/proc/self/statm");
        assumeThat(statm).as("the resident set is known on Linux alone").exists();
        Checkpoint large = TinyBert.of("a", "b").size(4, 512, 8).checkpoint();
        long size = 4L * 12 * 512 * 512 * Float.BYTES;
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (Network network = load(large, named(name))) {
            long before = resident(statm);
            CountDownLatch together = new CountDownLatch(8);
            List<Future<float[][]>> results = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                results.add(threads.submit(() -> {
                    together.countDown();
                    together.await();
                    return network.logits(List.of(new int[] {2, 7, 9, 3}));
                }));
            }
            for (Future<float[][]> result : results) {
                assertThat(result.get()).isDeepEqualTo(results.get(0).get());
            }
            // A copy for each of them would be 7 sizes more, and in int8 a quarter of that.
            assertThat(resident(statm) - before).isLessThan(size);
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"portable", "packed", "int8"})
    void aClosedNetworkGivesItsMemoryBack(String name) throws IOException {
        Path statm = Path.of("/proc/self/statm");
        assumeThat(statm).as("the resident set is known on Linux alone").exists();
        Kernels kernels = named(name);
        Checkpoint large = TinyBert.of("a", "b").size(4, 512, 8).checkpoint();
        long size = 4L * 12 * 512 * 512 * Float.BYTES;
        // Java's own heap and buffers grow at first.
        for (int i = 0; i < 8; i++) {
            load(large, kernels).close();
            System.gc();
        }
        long before = resident(statm);
        for (int i = 0; i < 8; i++) {
            load(large, kernels).close();
            System.gc();
        }
        assertThat(resident(statm) - before).isLessThan(4 * size);
    }

    @Test
    void int8IsNotForTraining() {
        assertThatThrownBy(() -> Program.shape(checkpoint(Architecture.BERT).config(), Precision.INT8))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("int8 can't be trained in")
                .hasMessageContaining("float32");
    }

    private static Kernels named(String name) {
        return new Kernels(name, name.equals("int8") ? Kernels.INT8.product() : "Tensor");
    }

    /** Bytes in memory; a page has 4096 on the machines that this is built on, and more elsewhere is stricter. */
    private static long resident(Path statm) throws IOException {
        return 4096 * Long.parseLong(Files.readString(statm).split(" ", 3)[1]);
    }

    /** Batches of 1 to 17 rows of 1 to 512 tokens. */
    private List<List<int[]>> raggedBatches() {
        List<List<int[]>> batches = new ArrayList<>();
        for (int[] lengths : new int[][] {
            {512},
            {1, 2, 512},
            {1},
            {1, 1, 1, 1},
            {7, 3, 64, 12, 65, 5, 2},
            random.ints(17, 1, 513).toArray()
        }) {
            List<int[]> batch = new ArrayList<>();
            for (int length : lengths) {
                batch.add(random.ints(length, 0, TinyBert.vocabulary().size()).toArray());
            }
            batches.add(batch);
        }
        return batches;
    }

    /** The greatest difference; of hidden states ({@code hidden} > 0) where there are tokens, else of all. */
    private static double difference(float[][] one, float[][] other, List<int[]> batch, int hidden) {
        double greatest = 0;
        for (int row = 0; row < one.length; row++) {
            int end = hidden == 0 ? one[row].length : batch.get(row).length * hidden;
            for (int i = 0; i < end; i++) {
                greatest = Math.max(greatest, Math.abs(one[row][i] - other[row][i]));
            }
        }
        return greatest;
    }
}
