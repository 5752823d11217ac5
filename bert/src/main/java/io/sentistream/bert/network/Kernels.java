package io.sentistream.bert.network;

import java.util.List;

/**
 * How a network in use computes its products: the resource {@code NAME_products.py}. All but the portable ones need
 * operators that not every build of PyTorch has; a program that names a missing one doesn't load.
 *
 * @param name the name
 * @param product the TorchScript type of a matrix that is ready for its products
 */
public record Kernels(String name, String product) {
    /** {@code torch.linear}, on every device. */
    public static final Kernels PORTABLE = new Kernels("portable", "Tensor");

    /** float32 on a CPU by oneDNN. */
    public static final Kernels PACKED = new Kernels("packed", "Tensor");

    /** int8 on a CPU. */
    public static final Kernels INT8 = new Kernels("int8", "__torch__.torch.classes.quantized.LinearPackedParamsBase");

    /** Those that may run here, the fastest first; the last runs everywhere. */
    static List<Kernels> of(Device device, Precision precision) {
        if (device.cuda()) {
            return List.of(PORTABLE);
        }
        return switch (precision) {
            case FLOAT32 -> List.of(PACKED, PORTABLE);
            case BFLOAT16 -> List.of(PORTABLE);
            case INT8 -> List.of(INT8, PACKED, PORTABLE);
        };
    }
}
