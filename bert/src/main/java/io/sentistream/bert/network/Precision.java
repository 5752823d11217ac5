package io.sentistream.bert.network;

/** The arithmetic of the products: bfloat16 is for CUDA, with float32 master weights. */
public enum Precision {
    FLOAT32(6),
    BFLOAT16(15);

    private final int scalarType;

    Precision(int scalarType) {
        this.scalarType = scalarType;
    }

    /** PyTorch's number of the type, as a program's {@code dtype} takes it. */
    int scalarType() {
        return scalarType;
    }
}
