package io.sentistream.quickstart.learning;

import io.sentistream.quickstart.CommandFailed;
import io.sentistream.quickstart.input.Row;
import io.sentistream.quickstart.input.Rows;
import io.sentistream.schemas.NormalisedText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A domain to adapt to.
 *
 * @param name of its directory
 * @param feedback rows to send, none of whose texts is held out
 * @param heldOut rows to measure on
 */
public record Domain(String name, List<Row> feedback, HeldOut heldOut) {
    private static final double FEEDBACK_PART = 0.7;

    /**
     * The domain of a directory: {@code train.tsv} to send and {@code dev.tsv} to measure on; or, where these are not there,
     * all its files, of each label of which three tenths are held out by a hash of the text.
     *
     * @throws CommandFailed if there is nothing to read
     */
    public static Domain read(Path directory) {
        String name = directory.toAbsolutePath().normalize().getFileName().toString();
        Path train = directory.resolve("train.tsv");
        Path dev = directory.resolve("dev.tsv");
        if (Files.exists(train) && Files.exists(dev)) {
            return of(name, Rows.readLabelled(train), Rows.readLabelled(dev));
        }
        List<Row> feedback = new ArrayList<>();
        List<Row> heldOut = new ArrayList<>();
        for (Path file : files(directory)) {
            Map<String, List<Row>> byLabel = Rows.readLabelled(file).stream()
                    .collect(
                            Collectors.groupingBy(row -> row.label().orElseThrow(), TreeMap::new, Collectors.toList()));
            for (List<Row> rows : byLabel.values()) {
                rows.sort(Comparator.comparing(row -> new NormalisedText(row.text()).sha256()));
                int end = (int) Math.round(FEEDBACK_PART * rows.size());
                feedback.addAll(rows.subList(0, end));
                heldOut.addAll(rows.subList(end, rows.size()));
            }
        }
        return of(name, feedback, heldOut);
    }

    private static Domain of(String name, List<Row> feedback, List<Row> heldOut) {
        Set<NormalisedText> taken = new HashSet<>();
        heldOut.forEach(row -> taken.add(new NormalisedText(row.text())));
        return new Domain(
                name,
                feedback.stream()
                        .filter(row -> taken.add(new NormalisedText(row.text())))
                        .toList(),
                new HeldOut(name, heldOut));
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> regular = files.filter(Files::isRegularFile).sorted().toList();
            if (regular.isEmpty()) {
                throw new CommandFailed(
                        directory + " holds no files; give a directory with train.tsv and dev.tsv, or with"
                                + " files of rows sentence<TAB>label");
            }
            return regular;
        } catch (NotDirectoryException | NoSuchFileException e) {
            throw new CommandFailed("there is no directory " + directory, e);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + directory, e);
        }
    }

    /** The feedback in an order that the seed decides. */
    public List<Row> feedback(int seed) {
        List<Row> shuffled = new ArrayList<>(feedback);
        Collections.shuffle(shuffled, new Random(seed));
        return shuffled;
    }
}
