package io.sentistream.bert.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * A tensor's bytes as a checkpoint holds them: row-major, little-endian.
 *
 * <p>Immutable, and so safe to share between threads: {@link #data()} hands out a read-only view with a position of its
 * own.
 *
 * @param dtype the element type
 * @param shape the dimensions, outermost first; empty for a scalar
 * @param data the elements, {@code elements() * dtype.bytes()} bytes
 */
public record Tensor(DType dtype, List<Integer> shape, ByteBuffer data) {
    /** Checks that the bytes are as many as the shape needs. */
    public Tensor {
        shape = List.copyOf(shape);
        data = data.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
        long elements = 1;
        for (int dimension : shape) {
            if (dimension < 0) {
                throw new IllegalArgumentException("a tensor can't have the shape " + shape);
            }
            elements = Math.multiplyExact(elements, (long) dimension);
        }
        if (elements * dtype.bytes() != data.remaining()) {
            throw new IllegalArgumentException("a tensor of " + dtype + " " + shape + " takes "
                    + elements * dtype.bytes() + " bytes, but there are " + data.remaining());
        }
    }

    /** A float32 tensor of these values. */
    public static Tensor of(float[] values, Integer... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return new Tensor(DType.F32, Arrays.asList(shape), bytes);
    }

    /** A read-only little-endian view of the bytes, with a position of its own. */
    @Override
    public ByteBuffer data() {
        return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The number of elements. */
    public int elements() {
        return data.remaining() / dtype.bytes();
    }

    /**
     * The elements as float32; float16 and bfloat16 are widened, which is exact.
     *
     * @throws IllegalStateException if this is not a tensor of floats
     */
    public float[] toFloats() {
        ByteBuffer bytes = data();
        float[] values = new float[elements()];
        switch (dtype) {
            case F32 -> bytes.asFloatBuffer().get(values);
            case BF16 -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = Float.intBitsToFloat(bytes.getShort() << 16);
                }
            }
            case F16 -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = widen(bytes.getShort());
                }
            }
            default -> throw new IllegalStateException("a tensor of " + dtype + " is not read as float32");
        }
        return values;
    }

    /** IEEE 754 binary16 to binary32. */
    private static float widen(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = (half >>> 10) & 0x1f;
        int fraction = half & 0x3ff;
        if (exponent == 0) {
            float magnitude = fraction * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        int widened = exponent == 0x1f ? 0xff : exponent + (127 - 15);
        return Float.intBitsToFloat(sign | widened << 23 | fraction << 13);
    }
}
