package io.sentistream.quickstart.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads YAML as maps and lists; what is not there is empty. */
final class YamlFile {
    private YamlFile() {}

    /** All documents of a file. */
    static List<Map<String, Object>> documents(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            Iterable<Object> all = new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(in);
            return StreamSupport.stream(all.spliterator(), false)
                    .map(YamlFile::map)
                    .toList();
        }
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    static List<?> list(Object value) {
        return value == null ? List.of() : (List<?>) value;
    }
}
