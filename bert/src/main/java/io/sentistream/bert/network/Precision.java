package io.sentistream.bert.network;

/** The arithmetic of the products. */
public enum Precision {
    FLOAT32(6),
    /** For CUDA, with float32 master weights. */
    BFLOAT16(15),
    /** For a CPU, and not for training. All but the encoder's products is float32. */
    INT8(6);

    private final int scalarType;

    Precision(int scalarType) {
        this.scalarType = scalarType;
    }

    /** PyTorch's number of the type, as a program's {@code dtype} takes it. */
    int scalarType() {
        return scalarType;
    }
}
