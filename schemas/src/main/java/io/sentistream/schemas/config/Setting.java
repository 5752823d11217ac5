package io.sentistream.schemas.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The one definition of a key: its name, its default, how its text is read, and what it means. Immutable.
 *
 * @param key the name in properties files and on the command line, such as {@code batch.tokens}
 * @param defaultText the default as a user would write it
 * @param reader reads a text, or throws {@link IllegalArgumentException} whose message says what would be right
 * @param meaning what the value does, with its unit, in one line
 */
public record Setting<T>(String key, String defaultText, Function<String, T> reader, String meaning) {
    /** Any text that is not blank. */
    public static Setting<String> text(String key, String defaultText, String meaning) {
        return new Setting<>(key, defaultText, Setting::notBlank, meaning);
    }

    /** A whole number from {@code least} to {@code most}. */
    public static Setting<Integer> integer(String key, int defaultValue, int least, int most, String meaning) {
        return new Setting<>(
                key, Integer.toString(defaultValue), text -> Math.toIntExact(whole(text, least, most)), meaning);
    }

    /** A number from {@code least} to {@code most}. */
    public static Setting<Double> number(String key, double defaultValue, double least, double most, String meaning) {
        return new Setting<>(key, Double.toString(defaultValue), text -> real(text, least, most), meaning);
    }

    /** {@code true} or {@code false}. */
    public static Setting<Boolean> flag(String key, boolean defaultValue, String meaning) {
        return new Setting<>(key, Boolean.toString(defaultValue), Setting::truth, meaning);
    }

    /** A file or directory; a leading {@code ~/} is the user's home. */
    public static Setting<Path> path(String key, String defaultText, String meaning) {
        return new Setting<>(key, defaultText, Setting::file, meaning);
    }

    /** A time such as {@code 500ms}, {@code 30s}, {@code 5m}, {@code 2h} or {@code 7d}; a bare number is milliseconds. */
    public static Setting<Duration> duration(String key, String defaultText, String meaning) {
        return new Setting<>(key, defaultText, Setting::time, meaning);
    }

    /** One of an enum's names, in lower case with dashes or as declared. */
    public static <E extends Enum<E>> Setting<E> choice(String key, E defaultValue, Class<E> type, String meaning) {
        return new Setting<>(key, written(defaultValue), text -> constant(type, text), meaning);
    }

    /** The same setting where an empty text, which becomes the default, stands for none. */
    public Setting<Optional<T>> optional() {
        return new Setting<>(
                key, "", text -> text.isBlank() ? Optional.empty() : Optional.of(reader.apply(text)), meaning);
    }

    /** The same setting for texts separated by commas; none where the text is blank. */
    public Setting<List<T>> list() {
        return new Setting<>(
                key,
                defaultText,
                text -> Stream.of(text.split(","))
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .map(reader)
                        .toList(),
                meaning);
    }

    private static String notBlank(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("give a text that is not blank");
        }
        return text.strip();
    }

    private static long whole(String text, long least, long most) {
        try {
            long value = Long.parseLong(text.strip().replace("_", ""));
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below, with the range.
        }
        throw new IllegalArgumentException("give a whole number from " + least + " to " + most);
    }

    private static double real(String text, double least, double most) {
        try {
            double value = Double.parseDouble(text.strip());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below, with the range.
        }
        throw new IllegalArgumentException("give a number from " + least + " to " + most);
    }

    private static boolean truth(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("give true or false");
        };
    }

    private static Path file(String text) {
        String path = notBlank(text);
        if (path.equals("~") || path.startsWith("~/")) {
            return Path.of(System.getProperty("user.home") + path.substring(1));
        }
        return Path.of(path);
    }

    private static Duration time(String text) {
        String compact = text.strip().toLowerCase(Locale.ROOT);
        int unitAt = 0;
        while (unitAt < compact.length() && Character.isDigit(compact.charAt(unitAt))) {
            unitAt++;
        }
        try {
            long amount = Long.parseLong(compact.substring(0, unitAt));
            return switch (compact.substring(unitAt).strip()) {
                case "", "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m", "min" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                case "d" -> Duration.ofDays(amount);
                default -> throw new IllegalArgumentException();
            };
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException("give a time such as 500ms, 30s, 5m, 2h or 7d", e);
        }
    }

    /** An enum's name as a user would write it. */
    static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String text) {
        String name = text.strip().replace('_', '-');
        for (E constant : type.getEnumConstants()) {
            if (written(constant).equalsIgnoreCase(name)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("give one of "
                + String.join(
                        ", ",
                        Arrays.stream(type.getEnumConstants())
                                .map(Setting::written)
                                .toList()));
    }
}
