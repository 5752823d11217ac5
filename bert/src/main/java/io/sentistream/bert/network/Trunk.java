package io.sentistream.bert.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.ModelConfig;
import java.nio.IntBuffer;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * The embeddings and the lowest layers of a network, which stand still while those above them learn, and what they make of
 * texts: computed once, for all trainings and all networks that have them in common. Always float32. Used by one thread.
 *
 * <p>It remembers {@code 4 * hidden} bytes a token, up to 512 MB; what was not asked for longest is forgotten.
 */
public final class Trunk implements AutoCloseable {
    private static final long MOST_BYTES = 512L << 20;

    private final Device device;
    private final ModelConfig config;
    private final long checksum;
    private final Network network;
    private final PtNDManager manager;
    private final long mostTokens;
    private final Map<IntBuffer, NDArray> states = new LinkedHashMap<>(1024, 0.75f, true);
    private long tokens;

    private Trunk(Checkpoint lowest, Device device, long mostTokens) {
        this.device = device;
        this.config = lowest.config();
        this.checksum = checksum(lowest);
        this.network = Network.load(lowest, device, Precision.FLOAT32);
        this.manager = Network.manager(device);
        this.mostTokens = mostTokens;
    }

    /**
     * The lowest layers of a checkpoint.
     *
     * @param layers how many, at least 1 and fewer than it has
     * @throws io.sentistream.bert.checkpoint.CheckpointException if a weight is not finite
     */
    public static Trunk of(Checkpoint checkpoint, int layers, Device device) {
        return of(
                checkpoint,
                layers,
                device,
                MOST_BYTES / Float.BYTES / checkpoint.config().hiddenSize());
    }

    static Trunk of(Checkpoint checkpoint, int layers, Device device, long mostTokens) {
        return new Trunk(checkpoint.lowest(layers), device, mostTokens);
    }

    /** How many layers it has. */
    public int layers() {
        return config.layers();
    }

    /** Where it runs, and where what it makes of texts lies. */
    public Device device() {
        return device;
    }

    /** Whether the lowest layers of this checkpoint are these, to the bit. */
    public boolean isOf(Checkpoint checkpoint) {
        if (checkpoint.config().layers() <= layers()) {
            return false;
        }
        Checkpoint lowest = checkpoint.lowest(layers());
        return lowest.config().equals(config) && checksum(lowest) == checksum;
    }

    /**
     * What it makes of these rows: [tokens, hidden] each, and the rows' lengths, as programs take them. The arrays stay the
     * trunk's, and are there until its next call.
     *
     * @param manager for the lengths
     * @param rows single texts
     */
    public NDList states(PtNDManager manager, Collection<int[]> rows) {
        forget();
        Set<IntBuffer> missing = new HashSet<>();
        rows.forEach(ids -> missing.add(IntBuffer.wrap(ids)));
        missing.removeIf(states::containsKey);
        if (!missing.isEmpty()) {
            compute(missing.stream().map(IntBuffer::array).toList());
        }
        NDList found = new NDList(rows.size() + 1);
        rows.forEach(ids -> found.add(states.get(IntBuffer.wrap(ids))));
        NDList arguments = new NDList(Program.list("states", found));
        arguments.add(manager.create(rows.stream().mapToLong(ids -> ids.length).toArray()));
        return arguments;
    }

    private void compute(List<int[]> rows) {
        NDList made = network.states(manager, rows);
        for (int row = 0; row < rows.size(); row++) {
            states.put(IntBuffer.wrap(rows.get(row)), made.get(row));
            tokens += rows.get(row).length;
        }
    }

    private void forget() {
        Iterator<Map.Entry<IntBuffer, NDArray>> oldest = states.entrySet().iterator();
        while (tokens > mostTokens) {
            Map.Entry<IntBuffer, NDArray> entry = oldest.next();
            tokens -= entry.getKey().remaining();
            entry.getValue().close();
            oldest.remove();
        }
    }

    /** How many tokens it remembers the states of. */
    long remembered() {
        return tokens;
    }

    private static long checksum(Checkpoint checkpoint) {
        CRC32C checksum = new CRC32C();
        checkpoint.weights().values().forEach(tensor -> checksum.update(tensor.data()));
        return checksum.getValue();
    }

    /** Releases the weights and all states. */
    @Override
    public void close() {
        manager.close();
        network.close();
    }
}
