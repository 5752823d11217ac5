package io.sentistream.bert.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.UnsafeByteOperations;
import io.sentistream.bert.checkpoint.Tensor;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** An ONNX graph in the making. Each method that adds a part returns the name by which others refer to it. */
final class GraphBuilder {
    /** The first with LayerNormalization; ONNX Runtime reads it since 1.12. */
    private static final int OPERATORS = 17;

    /** The file format that came with these operators. */
    private static final int FORMAT = 8;

    private final Set<String> tensors = new HashSet<>();
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("classifier");

    /** An operation with one result, which gets the operation's name. */
    String node(String operator, String name, List<String> inputs, AttributeProto... attributes) {
        graph.addNodeBuilder()
                .setOpType(operator)
                .setName(name)
                .addAllInput(inputs)
                .addOutput(name)
                .addAllAttribute(List.of(attributes));
        return name;
    }

    /** An int64 input [batch, length]. */
    void input(String name) {
        graph.addInput(value(name, DataType.INT64, sized("length")));
    }

    /** Declares a node's result as a float32 output [batch, width]. */
    void output(String name, int width) {
        graph.addOutput(value(
                name,
                DataType.FLOAT,
                TensorShapeProto.Dimension.newBuilder().setDimValue(width).build()));
    }

    /** A tensor as it is. */
    String weight(String name, Tensor tensor) {
        if (tensors.add(name)) {
            TensorProto.Builder proto = graph.addInitializerBuilder()
                    .setName(name)
                    .setDataType(DataType.FLOAT.getNumber())
                    .setRawData(UnsafeByteOperations.unsafeWrap(tensor.data()));
            tensor.shape().forEach(proto::addDims);
        }
        return name;
    }

    /** A matrix [out, in] as [in, out]. */
    String transposed(String name, Tensor matrix) {
        int rows = matrix.shape().get(0);
        int columns = matrix.shape().get(1);
        float[] values = matrix.toFloats();
        float[] turned = new float[values.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                turned[column * rows + row] = values[row * columns + column];
            }
        }
        return weight(name + "/transposed", Tensor.of(turned, columns, rows));
    }

    /** A constant float32 scalar. */
    String number(float value) {
        return weight("number/" + value, Tensor.of(new float[] {value}));
    }

    /** A constant int64 scalar. */
    String integer(int value) {
        String name = "integer/" + value;
        if (tensors.add(name)) {
            graph.addInitializer(constant(name).addInt64Data(value));
        }
        return name;
    }

    /** A constant int64 vector. */
    String integers(int... values) {
        String name = "integers/" + Arrays.toString(values);
        if (tensors.add(name)) {
            TensorProto.Builder constant = constant(name).addDims(values.length);
            Arrays.stream(values).forEach(constant::addInt64Data);
            graph.addInitializer(constant);
        }
        return name;
    }

    ModelProto model() {
        return ModelProto.newBuilder()
                .setIrVersion(FORMAT)
                .setProducerName("sentistream")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATORS))
                .setGraph(graph)
                .build();
    }

    private static TensorProto.Builder constant(String name) {
        return TensorProto.newBuilder().setName(name).setDataType(DataType.INT64.getNumber());
    }

    private static ValueInfoProto value(String name, DataType type, TensorShapeProto.Dimension second) {
        TensorShapeProto shape = TensorShapeProto.newBuilder()
                .addDim(sized("batch"))
                .addDim(second)
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(shape)))
                .build();
    }

    /** A dimension that any call chooses. */
    private static TensorShapeProto.Dimension sized(String name) {
        return TensorShapeProto.Dimension.newBuilder().setDimParam(name).build();
    }
}
