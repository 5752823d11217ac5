package io.sentistream.trainer.task;

import io.sentistream.trainer.data.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Rows of a task to train on, to choose the best checkpoint on, and to report on. No group of rows is on two sides.
 *
 * @param train the rows to train on
 * @param withheld rows that are not trained on
 * @param validation rows of their own file; may be none
 */
public record TaskData<T>(List<T> train, List<T> withheld, List<T> validation) {
    /** At most this part of all groups is withheld. */
    private static final int LARGEST_PART = 5;

    /**
     * Reads a file, or {@code train} and {@code dev} with the format's ending in a directory, and withholds rows by chance.
     *
     * @param validation a file in place of {@code dev}
     * @param withheld how many rows at least, where there are five times as many
     * @throws DataException naming what can't be read
     */
    public static <T> TaskData<T> read(
            TaskFormat<T> format, Path data, Optional<Path> validation, int withheld, long seed) {
        List<T> rows = format.read(Files.isDirectory(data) ? file(data, "train" + format.extension()) : data);
        List<T> judged = validation
                .or(() -> Files.isDirectory(data)
                        ? Optional.of(file(data, "dev" + format.extension()))
                        : Optional.empty())
                .map(format::read)
                .orElse(List.of());
        Set<String> known = judged.stream().map(format::group).collect(Collectors.toSet());
        Map<String, List<T>> groups = new LinkedHashMap<>();
        rows.stream()
                .filter(row -> !known.contains(format.group(row)))
                .forEach(row -> groups.computeIfAbsent(format.group(row), group -> new ArrayList<>())
                        .add(row));
        List<String> order = new ArrayList<>(groups.keySet());
        Collections.shuffle(order, new Random(seed));
        Set<String> drawn = new HashSet<>();
        List<T> apart = new ArrayList<>();
        for (String group : order.subList(0, order.size() / LARGEST_PART)) {
            if (apart.size() < withheld) {
                drawn.add(group);
                apart.addAll(groups.get(group));
            }
        }
        List<T> train = groups.entrySet().stream()
                .filter(group -> !drawn.contains(group.getKey()))
                .flatMap(group -> group.getValue().stream())
                .toList();
        return new TaskData<>(train, apart, judged);
    }

    private static Path file(Path directory, String name) {
        Path file = directory.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new DataException(
                    directory + " has no " + name + ": give a file, or a directory with train and dev, each"
                            + " ending in " + name.substring(name.indexOf('.')));
        }
        return file;
    }
}
