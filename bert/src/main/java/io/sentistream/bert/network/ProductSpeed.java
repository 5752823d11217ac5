package io.sentistream.bert.network;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.Map;

/**
 * How fast this CPU multiplies as a layer in training does, float32 weights and activations converted for each product. That
 * it has instructions for bfloat16 does not say that it is faster with them.
 */
final class ProductSpeed {
    /** The tokens of a batch, and the sizes of the product that takes most of a small BERT's time. */
    private static final int TOKENS = 768;

    private static final int HIDDEN = 384;
    private static final int INNER = 1536;
    private static final int ROUNDS = 9;

    private ProductSpeed() {}

    /** How many times as fast as in float32 products are in bfloat16, by the fastest of a few rounds. Takes some 100 ms. */
    static double ofBfloat16() {
        try (PtNDManager manager = Network.manager(Device.CPU)) {
            Program float32 = program(manager, Precision.FLOAT32);
            Program bfloat16 = program(manager, Precision.BFLOAT16);
            long fastest = Long.MAX_VALUE;
            long fastestOfBfloat16 = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                fastest = Math.min(fastest, nanos(manager, float32));
                fastestOfBfloat16 = Math.min(fastestOfBfloat16, nanos(manager, bfloat16));
            }
            return (double) fastest / fastestOfBfloat16;
        }
    }

    private static Program program(PtNDManager manager, Precision precision) {
        return Program.load(
                manager, ProductSpeed.class, "product_speed", "ProductSpeed", Map.of("dtype", precision.scalarType()));
    }

    private static long nanos(PtNDManager manager, Program program) {
        try (PtNDManager call = (PtNDManager) manager.newSubManager()) {
            NDList arguments = new NDList(call.ones(new Shape(TOKENS, HIDDEN)));
            arguments.addAll(Program.list(
                    "weights", new NDList(call.ones(new Shape(INNER, HIDDEN)), call.ones(new Shape(INNER)))));
            long began = System.nanoTime();
            program.call(call, "product", arguments);
            return System.nanoTime() - began;
        }
    }
}
