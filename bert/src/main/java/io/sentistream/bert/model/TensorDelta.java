package io.sentistream.bert.model;

import io.sentistream.bert.checkpoint.Tensor;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * How one tensor differs from the base's: rows that changed, and for each either its new float32 values or, in large
 * matrices, the change as int8 in steps of 1/127 of the row's greatest change.
 *
 * <p>Layout: a byte for each eight rows telling which changed (the first one in the lowest bit), then for float32 all
 * values of the changed rows, for int8 all their steps and then all their int8 values. The shape is the network's.
 */
final class TensorDelta {
    /** Matrices with fewer rows, such as the classifier, are kept in float32: they decide much and weigh little. */
    private static final int MIN_QUANTIZED_ROWS = 8;

    private static final int STEPS = 127;

    private final List<Integer> shape;
    private final float[] base;
    private final boolean quantized;
    private final BitSet changed;
    private final float[] values;
    private final float[] steps;
    private final byte[] bytes;

    private TensorDelta(Tensor base, BitSet changed) {
        this.shape = base.shape();
        this.base = base.toFloats();
        this.quantized = shape.size() > 1 && shape.get(0) >= MIN_QUANTIZED_ROWS;
        this.changed = changed;
        int rows = changed.cardinality();
        this.values = new float[quantized ? 0 : rows * width(shape)];
        this.steps = new float[quantized ? rows : 0];
        this.bytes = new byte[quantized ? rows * width(shape) : 0];
    }

    static TensorDelta between(String name, Tensor base, Tensor tuned) {
        float[] from = base.toFloats();
        float[] to = tuned.toFloats();
        int width = width(tuned.shape());
        BitSet changed = new BitSet();
        for (int row = 0; row < rows(tuned.shape()); row++) {
            int start = row * width;
            changed.set(row, !Arrays.equals(from, start, start + width, to, start, start + width));
        }
        TensorDelta delta = new TensorDelta(base, changed);
        int at = 0;
        for (int row : changed.stream().toArray()) {
            delta.encode(name, at++, row, to);
        }
        return delta;
    }

    private void encode(String name, int at, int row, float[] to) {
        int width = width(shape);
        if (!quantized) {
            System.arraycopy(to, row * width, values, at * width, width);
            return;
        }
        float greatest = 0;
        for (int i = row * width; i < (row + 1) * width; i++) {
            greatest = Math.max(greatest, Math.abs(to[i] - base[i]));
        }
        if (!Float.isFinite(greatest)) {
            throw new IllegalArgumentException("row " + row + " of '" + name + "' has a value that is not finite");
        }
        float step = greatest / STEPS;
        steps[at] = step;
        for (int i = 0; i < width; i++) {
            float change = to[row * width + i] - base[row * width + i];
            bytes[at * width + i] = (byte) (step == 0 ? 0 : Math.round(change / step));
        }
    }

    boolean isEmpty() {
        return changed.isEmpty();
    }

    /** The tensor that the base becomes. */
    Tensor applied() {
        int width = width(shape);
        float[] result = base.clone();
        int at = 0;
        for (int row : changed.stream().toArray()) {
            for (int i = 0; i < width; i++) {
                int index = row * width + i;
                result[index] = quantized ? base[index] + steps[at] * bytes[at * width + i] : values[at * width + i];
            }
            at++;
        }
        return Tensor.of(result, shape.toArray(Integer[]::new));
    }

    void write(DataOutputStream out) throws IOException {
        out.write(Arrays.copyOf(changed.toByteArray(), (rows(shape) + 7) / 8));
        for (float value : quantized ? steps : values) {
            out.writeFloat(value);
        }
        out.write(bytes);
    }

    static TensorDelta read(Tensor base, DataInputStream in) throws IOException {
        byte[] bits = new byte[(rows(base.shape()) + 7) / 8];
        in.readFully(bits);
        TensorDelta delta = new TensorDelta(base, BitSet.valueOf(bits));
        float[] floats = delta.quantized ? delta.steps : delta.values;
        for (int i = 0; i < floats.length; i++) {
            floats[i] = in.readFloat();
        }
        in.readFully(delta.bytes);
        return delta;
    }

    /** A vector is one row. */
    private static int rows(List<Integer> shape) {
        return shape.size() < 2 ? 1 : shape.get(0);
    }

    private static int width(List<Integer> shape) {
        return shape.stream().skip(shape.size() < 2 ? 0 : 1).reduce(1, Math::multiplyExact);
    }
}
