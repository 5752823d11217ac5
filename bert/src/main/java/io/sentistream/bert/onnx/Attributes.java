package io.sentistream.bert.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import java.util.Arrays;

/** What is fixed of an operation, by name. */
final class Attributes {
    private Attributes() {}

    static AttributeProto integer(String name, int value) {
        return typed(name, AttributeType.INT).setI(value).build();
    }

    static AttributeProto integers(String name, int... values) {
        AttributeProto.Builder attribute = typed(name, AttributeType.INTS);
        Arrays.stream(values).forEach(attribute::addInts);
        return attribute.build();
    }

    static AttributeProto number(String name, float value) {
        return typed(name, AttributeType.FLOAT).setF(value).build();
    }

    private static AttributeProto.Builder typed(String name, AttributeType type) {
        return AttributeProto.newBuilder().setName(name).setType(type);
    }
}
