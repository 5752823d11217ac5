package io.sentistream.bert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Reads and writes {@code reference.json}. */
final class ReferenceJson {
    /** Enough for statistics, and a small file. */
    private static final MathContext DIGITS = new MathContext(5);

    private ReferenceJson() {}

    static byte[] write(Reference reference) {
        ObjectNode root = Json.MAPPER.createObjectNode();
        root.put("rows", reference.rows());
        numbers(root.putArray("mean"), reference.mean());
        numbers(root.putArray("deviation"), reference.deviation());
        for (Feature feature : Feature.values()) {
            if (reference.values().containsKey(feature)) {
                numbers(root.putArray(feature.key()), reference.values().get(feature));
            }
        }
        return Json.bytes(root);
    }

    static Reference read(String what, ObjectNode root) {
        Map<Feature, List<Double>> values = new EnumMap<>(Feature.class);
        for (Feature feature : Feature.values()) {
            if (root.has(feature.key())) {
                values.put(feature, numbers(what, root, feature.key()));
            }
        }
        return new Reference(
                root.path("rows").asInt(),
                numbers(what, root, "mean").stream().map(Double::floatValue).toList(),
                numbers(what, root, "deviation").stream()
                        .map(Double::floatValue)
                        .toList(),
                values);
    }

    private static void numbers(ArrayNode array, List<? extends Number> numbers) {
        numbers.forEach(number -> array.add(new BigDecimal(number.doubleValue()).round(DIGITS)));
    }

    private static List<Double> numbers(String what, ObjectNode root, String key) {
        List<Double> numbers = new ArrayList<>();
        for (JsonNode node : root.path(key)) {
            if (!node.isNumber()) {
                throw new CheckpointException(what + " is damaged: " + key + " has " + node
                        + ", which is no number. Remove the directory and get it again.");
            }
            numbers.add(node.doubleValue());
        }
        return numbers;
    }
}
