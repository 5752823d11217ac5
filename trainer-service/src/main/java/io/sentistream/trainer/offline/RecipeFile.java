package io.sentistream.trainer.offline;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sentistream.schemas.config.SettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A YAML file of settings: a key and its value a line, as in {@code learning.rate: 3e-5}. */
final class RecipeFile {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private RecipeFile() {}

    /**
     * The keys and texts of a file; none where it is empty.
     *
     * @throws SettingsException if it can't be read, a key stands there twice, or a value is no single word or number
     */
    static Map<String, String> read(Path file) {
        JsonNode root;
        try {
            root = YAML.readTree(file.toFile());
        } catch (IOException e) {
            throw SettingsException.of(
                    "config", file, "it can't be read (" + e.getMessage() + "); give a YAML file of lines KEY: VALUE");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        if (root.isMissingNode() || root.isNull()) {
            return texts;
        }
        if (!root.isObject()) {
            throw SettingsException.of("config", file, "it has no keys; give a YAML file of lines KEY: VALUE");
        }
        root.properties().forEach(entry -> {
            if (!entry.getValue().isValueNode() || entry.getValue().isNull()) {
                throw SettingsException.of(
                        entry.getKey(),
                        entry.getValue(),
                        "give one value in " + file + ", with the key written out, as in learning.rate: 3e-5");
            }
            texts.put(entry.getKey(), entry.getValue().asText());
        });
        return texts;
    }
}
