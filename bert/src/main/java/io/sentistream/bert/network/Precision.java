package io.sentistream.bert.network;

/** The arithmetic of the products: bfloat16 is for CUDA, with float32 master weights. */
public enum Precision {
    FLOAT32,
    BFLOAT16
}
