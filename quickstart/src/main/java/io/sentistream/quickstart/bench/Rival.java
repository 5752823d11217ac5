package io.sentistream.quickstart.bench;

import io.sentistream.bert.network.Network;
import java.util.List;

/**
 * What takes part in an {@link InferenceBenchmark}.
 *
 * @param name what it is
 * @param network runs a batch of token ids, padding it itself
 * @param release releases what it holds
 */
record Rival(String name, Batches network, Runnable release) implements AutoCloseable {
    /** Computes a batch to its end. */
    interface Batches {
        void run(List<int[]> rows);
    }

    /** A network of ours as it classifies. */
    static Rival classifying(String name, Network network) {
        return new Rival(name, network::logits, network::close);
    }

    /** The same, computing what an encoder gives: the vectors of all positions. */
    static Rival encoding(String name, Network network) {
        return new Rival(name, network::hiddenStates, network::close);
    }

    @Override
    public void close() {
        release.run();
    }
}
