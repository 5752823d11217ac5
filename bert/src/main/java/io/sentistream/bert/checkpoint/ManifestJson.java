package io.sentistream.bert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** A {@link Manifest} as {@code manifest.json}. */
final class ManifestJson {
    static final String NAME = "manifest.json";

    private ManifestJson() {}

    static byte[] write(Manifest manifest) {
        ObjectNode root = Json.MAPPER.createObjectNode();
        root.put("format_version", manifest.formatVersion());
        root.put("version", manifest.version());
        root.put("parent", manifest.parent().orElse(null));
        root.put("created_at", manifest.createdAt().toString());
        manifest.files().forEach(root.putObject("files")::put);
        manifest.metrics().forEach(root.putObject("metrics")::put);
        root.put("temperature", manifest.temperature());
        manifest.training().forEach(root.putObject("training")::put);
        ObjectNode offsets = root.putObject("feedback_offsets");
        manifest.feedbackOffsets().forEach((partition, offset) -> offsets.put(partition.toString(), offset));
        manifest.judgement()
                .ifPresent(judgement -> root.putObject("judgement")
                        .put("line", judgement.line())
                        .put("verdict", judgement.verdict())
                        .put("reason", judgement.reason()));
        return Json.bytes(root);
    }

    static Manifest read(String what, byte[] bytes) {
        ObjectNode root = Json.object(what, bytes);
        int formatVersion = root.path("format_version").asInt(0);
        if (formatVersion < 1 || formatVersion > Manifest.FORMAT_VERSION) {
            throw new CheckpointException(what + " has the format_version " + root.path("format_version")
                    + "; this release reads up to " + Manifest.FORMAT_VERSION + ". Upgrade it.");
        }
        try {
            return new Manifest(
                    formatVersion,
                    text(root.path("version")),
                    root.hasNonNull("parent") ? Optional.of(text(root.get("parent"))) : Optional.empty(),
                    Instant.parse(text(root.path("created_at"))),
                    map(root.path("files"), Function.identity(), ManifestJson::text),
                    map(root.path("metrics"), Function.identity(), ManifestJson::number),
                    number(root.path("temperature")),
                    map(root.path("training"), Function.identity(), ManifestJson::text),
                    map(root.path("feedback_offsets"), Integer::valueOf, node -> Long.valueOf(node.asText())),
                    root.hasNonNull("judgement") ? Optional.of(judgement(root.get("judgement"))) : Optional.empty());
        } catch (DateTimeParseException | IllegalArgumentException e) {
            throw new CheckpointException(
                    what + " is damaged: " + e.getMessage() + ". Fetch or write the checkpoint again.", e);
        }
    }

    private static <K extends Comparable<K>, V> Map<K, V> map(
            JsonNode node, Function<String, K> key, Function<JsonNode, V> value) {
        Map<K, V> map = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            map.put(key.apply(entry.getKey()), value.apply(entry.getValue()));
        }
        return map;
    }

    private static ManifestJudgement judgement(JsonNode node) {
        return new ManifestJudgement(text(node.path("line")), text(node.path("verdict")), text(node.path("reason")));
    }

    private static String text(JsonNode node) {
        if (!node.isTextual()) {
            throw new IllegalArgumentException("'" + node + "' stands where text is due");
        }
        return node.textValue();
    }

    /** JSON has no NaN or infinity; those are written as text. */
    private static double number(JsonNode node) {
        return node.isNumber() ? node.doubleValue() : Double.parseDouble(text(node));
    }
}
