package io.sentistream.bert.model;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.sentistream.bert.checkpoint.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The weights of a {@code BertModel} that was exported from PyTorch to ONNX.
 *
 * <p>Embeddings, biases and LayerNorms keep Hugging Face's names. The exporter transposes the matrices and names them
 * anew ({@code onnx::MatMul_787}); which one is which is told by the product that uses it: {@code
 * /encoder/layer.0/attention/self/query/MatMul}.
 */
final class OnnxWeights {
    private static final String PRODUCT = "/MatMul";

    private OnnxWeights() {}

    /** The float32 tensors by Hugging Face's name, with the prefix {@code bert.}. */
    static Map<String, Tensor> read(InputStream onnx) throws IOException {
        GraphProto graph = ModelProto.parseFrom(onnx).getGraph();
        Map<String, String> matrices = new HashMap<>();
        for (NodeProto node : graph.getNodeList()) {
            if (node.getOpType().equals("MatMul") && node.getName().endsWith(PRODUCT)) {
                String module = node.getName().substring(1, node.getName().length() - PRODUCT.length());
                matrices.put(node.getInput(1), module.replace('/', '.') + ".weight");
            }
        }
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (TensorProto tensor : graph.getInitializerList()) {
            String name = tensor.getName();
            if (tensor.getDataType() != TensorProto.DataType.FLOAT.getNumber()) {
                continue;
            }
            if (matrices.containsKey(name)) {
                weights.put("bert." + matrices.get(name), transposed(tensor));
            } else if (name.startsWith("embeddings.") || name.startsWith("encoder.")) {
                Integer[] shape =
                        tensor.getDimsList().stream().map(Math::toIntExact).toArray(Integer[]::new);
                weights.put("bert." + name, Tensor.of(values(tensor), shape));
            }
        }
        return weights;
    }

    /** {@code [in, out]} as {@code [out, in]}. */
    private static Tensor transposed(TensorProto tensor) {
        int rows = Math.toIntExact(tensor.getDims(0));
        int columns = Math.toIntExact(tensor.getDims(1));
        float[] values = values(tensor);
        float[] transposed = new float[values.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                transposed[column * rows + row] = values[row * columns + column];
            }
        }
        return Tensor.of(transposed, columns, rows);
    }

    private static float[] values(TensorProto tensor) {
        if (!tensor.hasRawData()) {
            float[] values = new float[tensor.getFloatDataCount()];
            for (int i = 0; i < values.length; i++) {
                values[i] = tensor.getFloatData(i);
            }
            return values;
        }
        var floats = tensor.getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        float[] values = new float[floats.remaining()];
        floats.get(values);
        return values;
    }
}
