package io.sentistream.quickstart.demo;

import io.sentistream.quickstart.CommandFailed;
import io.sentistream.quickstart.input.Row;
import io.sentistream.quickstart.input.Rows;
import io.sentistream.quickstart.learning.HeldOut;
import io.sentistream.schemas.NormalisedText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a demo classifies, learns and measures on. No text that is measured on is learned.
 *
 * @param reviews texts to show the results of
 * @param feedback rows to send as feedback, each with a label
 * @param heldOut rows to measure on, before and after
 */
public record DemoData(List<Row> reviews, List<Row> feedback, List<HeldOut> heldOut) {
    private static final String SHOP = "shop.tsv";
    /** Files are often sorted by label, and the first rows of one label alone teach little. */
    private static final int SHUFFLE_SEED = 42;

    public DemoData {
        reviews = List.copyOf(reviews);
        feedback = List.copyOf(feedback);
        heldOut = List.copyOf(heldOut);
    }

    /**
     * The data of these files; what is not given comes from the bundled reviews of a shop, or, for {@code heldOut}, is a
     * quarter of the feedback, chosen by a hash of the text.
     *
     * @param labels the most rows to send as feedback
     * @throws CommandFailed if a file can't be read, or nothing is left to learn from
     */
    public static DemoData of(Optional<Path> reviews, Optional<Path> feedback, List<Path> heldOut, int labels) {
        List<Row> labelled = feedback.map(Rows::readLabelled).orElseGet(DemoData::shop);
        String name = feedback.map(DemoData::name).orElse("shop");
        List<HeldOut> measured = new ArrayList<>();
        if (heldOut.isEmpty()) {
            measured.add(new HeldOut(
                    name, labelled.stream().filter(DemoData::isHeldOut).toList()));
        }
        heldOut.forEach(file -> measured.add(new HeldOut(name(file), Rows.readLabelled(file))));

        Set<NormalisedText> taken = new HashSet<>();
        measured.forEach(rows -> rows.rows().forEach(row -> taken.add(new NormalisedText(row.text()))));
        List<Row> shuffled = new ArrayList<>(labelled);
        Collections.shuffle(shuffled, new Random(SHUFFLE_SEED));
        List<Row> learned = shuffled.stream()
                .filter(row -> taken.add(new NormalisedText(row.text())))
                .limit(labels)
                .toList();
        if (learned.isEmpty()) {
            throw new CommandFailed("all rows of " + name + " are also in the rows to measure on; give other feedback");
        }
        List<Row> shown = reviews.map(file -> Rows.read(file, Integer.MAX_VALUE))
                .orElseGet(() -> measured.get(0).rows());
        return new DemoData(shown, learned, measured);
    }

    /** These, and more rows to measure on, which are not learned. */
    public DemoData and(HeldOut more) {
        Set<NormalisedText> taken = new HashSet<>();
        more.rows().forEach(row -> taken.add(new NormalisedText(row.text())));
        return new DemoData(
                reviews,
                feedback.stream()
                        .filter(row -> !taken.contains(new NormalisedText(row.text())))
                        .toList(),
                Stream.concat(heldOut.stream(), Stream.of(more)).toList());
    }

    /** A quarter of all texts. The trainer withholds by the hash's beginning, so this is by its end. */
    private static boolean isHeldOut(Row row) {
        String hash = new NormalisedText(row.text()).sha256();
        return Character.digit(hash.charAt(hash.length() - 1), 16) % 4 == 0;
    }

    private static List<Row> shop() {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(DemoData.class.getResourceAsStream(SHOP), StandardCharsets.UTF_8))) {
            return Rows.read(lines, SHOP, Integer.MAX_VALUE);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read the bundled reviews", e);
        }
    }

    /** Such as {@code kitchen/dev.tsv}: the file's name alone is often the same. */
    private static String name(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        int names = absolute.getNameCount();
        return absolute.subpath(Math.max(0, names - 2), names).toString();
    }
}
