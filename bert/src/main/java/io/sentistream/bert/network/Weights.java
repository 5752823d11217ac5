package io.sentistream.bert.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.CheckpointException;
import io.sentistream.bert.checkpoint.DType;
import io.sentistream.bert.checkpoint.Tensor;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;

/** Tensors on their way to a device and back. */
public final class Weights {
    private Weights() {}

    /**
     * A checkpoint's weights on the manager's device, in the network's order.
     *
     * @throws CheckpointException if one is not finite
     */
    public static NDList load(PtNDManager manager, Checkpoint checkpoint) {
        NDList arrays = new NDList(checkpoint.weights().size());
        checkpoint.weights().forEach((name, tensor) -> {
            requireFinite(name, tensor);
            arrays.add(upload(manager, tensor));
        });
        return arrays;
    }

    /** A float32 tensor on the manager's device, in memory of its own. */
    public static NDArray upload(PtNDManager manager, Tensor tensor) {
        // On the CPU this array is a view of a Java buffer; the copy is PyTorch's own, aligned as its kernels like it.
        try (NDArray view = manager.create(tensor.data().asFloatBuffer(), shape(tensor), DataType.FLOAT32)) {
            return view.duplicate();
        }
    }

    /** The shape, as DJL has it. */
    public static Shape shape(Tensor tensor) {
        return new Shape(tensor.shape().stream().mapToLong(Integer::longValue).toArray());
    }

    /** A float32 array as a tensor; on the CPU without a copy, so that it is gone when the array's manager is closed. */
    public static Tensor view(NDArray array) {
        Integer[] shape = new Integer[array.getShape().dimension()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = Math.toIntExact(array.getShape().get(i));
        }
        return new Tensor(DType.F32, List.of(shape), array.toByteBuffer(true));
    }

    /** The same tensor in memory of its own. */
    public static Tensor copy(Tensor tensor) {
        ByteBuffer bytes = ByteBuffer.allocate(tensor.data().remaining());
        return new Tensor(
                tensor.dtype(), tensor.shape(), bytes.put(tensor.data()).flip());
    }

    private static void requireFinite(String name, Tensor tensor) {
        FloatBuffer values = tensor.data().asFloatBuffer();
        while (values.hasRemaining()) {
            float value = values.get();
            if (!Float.isFinite(value)) {
                throw new CheckpointException("the weights are damaged: " + name + " has a value that is not finite ("
                        + value + " at " + (values.position() - 1) + "); train or download it again");
            }
        }
    }
}
