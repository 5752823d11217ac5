/**
 * Export to ONNX, in the layout that {@code @huggingface/transformers} opens. {@link io.sentistream.bert.onnx.OnnxExport}
 * writes the directory.
 */
package io.sentistream.bert.onnx;
