package io.sentistream.schemas.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The values of a set of {@link Setting}s, and the keys that go on to the Kafka clients. Immutable.
 *
 * <p>A later layer beats an earlier one: defaults, properties file, environment, command line. In the environment {@code
 * batch.tokens} is the prefix and {@code BATCH_TOKENS}.
 */
public final class Settings {
    private final Map<String, Object> values;
    private final Map<String, String> clients;

    private Settings(Map<String, Object> values, Map<String, String> clients) {
        this.values = Map.copyOf(values);
        this.clients = Map.copyOf(clients);
    }

    /**
     * Reads all settings.
     *
     * @param known every key of ours
     * @param clientKeys the keys that go on to the clients
     * @param given the keys and texts, already layered
     * @throws SettingsException if a value is wrong or a key is nobody's; all mistakes are told at once
     */
    public static Settings read(
            Collection<? extends Setting<?>> known, ClientKeys clientKeys, Map<String, String> given) {
        Map<String, Setting<?>> byKey =
                known.stream().collect(Collectors.toMap(Setting::key, Function.identity(), (a, b) -> b, TreeMap::new));
        Map<String, Object> values = new LinkedHashMap<>();
        Map<String, String> clients = new LinkedHashMap<>();
        List<String> mistakes = new ArrayList<>();
        byKey.forEach((key, setting) -> {
            String text = given.getOrDefault(key, setting.defaultText());
            try {
                values.put(key, setting.reader().apply(text));
            } catch (IllegalArgumentException e) {
                mistakes.add(SettingsException.mistake(key, text, e.getMessage()));
            }
        });
        new TreeMap<>(given).forEach((key, text) -> {
            if (byKey.containsKey(key)) {
                return;
            }
            if (clientKeys.has(key)) {
                clients.put(key, text);
            } else {
                String nearest = nearest(key, Stream.concat(byKey.keySet().stream(), clientKeys.names().stream()));
                mistakes.add(SettingsException.mistake(key, text, "no such key; did you mean " + nearest + "?"));
            }
        });
        if (!mistakes.isEmpty()) {
            throw new SettingsException(mistakes);
        }
        return new Settings(values, clients);
    }

    /**
     * Lays the environment and the command line over a properties file.
     *
     * @param file the properties file, if any
     * @param prefix what our environment variables begin with, such as {@code SENTISTREAM_CLASSIFIER_}
     * @param environment all environment variables; those without the prefix are passed over
     * @param overrides keys and values of the command line
     * @throws SettingsException if the file can't be read
     */
    public static Map<String, String> layer(
            Optional<Path> file, String prefix, Map<String, String> environment, Map<String, String> overrides) {
        Map<String, String> layered = new TreeMap<>();
        file.ifPresent(path -> layered.putAll(load(path)));
        environment.forEach((variable, text) -> {
            if (variable.startsWith(prefix)) {
                String key = variable.substring(prefix.length());
                layered.put(key.toLowerCase(Locale.ROOT).replace('_', '.'), text);
            }
        });
        layered.putAll(overrides);
        return layered;
    }

    /** The value of a setting that was among those read. */
    @SuppressWarnings("unchecked")
    public <T> T get(Setting<T> setting) {
        Object value = values.get(setting.key());
        if (value == null) {
            throw new IllegalStateException(setting.key() + " is not among the settings that were read");
        }
        return (T) value;
    }

    /** The values of settings that were among those read, by key, as text that says what {@code auto} came to. */
    public Map<String, String> texts(Collection<? extends Setting<?>> settings) {
        Map<String, String> texts = new TreeMap<>();
        for (Setting<?> setting : settings) {
            Object value = get(setting);
            texts.put(
                    setting.key(),
                    value instanceof Enum<?> constant ? Setting.written(constant) : String.valueOf(value));
        }
        return texts;
    }

    /** The keys and texts that go on to the Kafka clients and serializers. */
    public Map<String, String> clients() {
        return clients;
    }

    private static Map<String, String> load(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new SettingsException(
                    List.of("the configuration file " + file + " can't be read (" + e + "): give a properties file"));
        }
        Map<String, String> texts = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
        return texts;
    }

    private static String nearest(String key, Stream<String> keys) {
        return keys.min(Comparator.comparingInt((String candidate) -> distance(key, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    /** Levenshtein's distance: the least number of letters to insert, delete or replace. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
