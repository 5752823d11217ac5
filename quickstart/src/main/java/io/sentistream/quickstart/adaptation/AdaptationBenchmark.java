package io.sentistream.quickstart.adaptation;

import io.sentistream.quickstart.home.Home;
import io.sentistream.quickstart.learning.Cells;
import io.sentistream.quickstart.learning.Domain;
import io.sentistream.quickstart.learning.HeldOut;
import io.sentistream.quickstart.local.LocalOptions;
import io.sentistream.quickstart.local.LocalSystem;
import io.sentistream.quickstart.terminal.Screen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Streams the labels of each domain in the order of each seed into a system of their own.
 *
 * @param directory where {@code cells.jsonl} is kept, and the data of the system that runs
 * @param base rows of the base data to measure on
 * @param labels after how many labels to measure, rising, 0 for before the first; the highest may be more than there are
 * @param systems what system to start
 * @param screen shows how far it is
 */
public record AdaptationBenchmark(Path directory, HeldOut base, List<Integer> labels, Systems systems, Screen screen) {
    private static final Duration MODEL_WITHIN = Duration.ofMinutes(30);

    public AdaptationBenchmark {
        labels = List.copyOf(labels);
    }

    /** Says what system to start. */
    @FunctionalInterface
    public interface Systems {
        /** A system whose data lie in this directory, and whose trainings are seeded so. */
        LocalOptions of(Path directory, int seed);
    }

    /**
     * Measures what is missing, and makes a table of all that was measured.
     *
     * @return the lines of the table, in Markdown
     */
    public List<String> run(List<Path> domains, List<Integer> seeds) throws InterruptedException {
        Cells<Cell> cells = new Cells<>(directory.resolve("cells.jsonl"), Cell.class);
        List<Domain> read = domains.stream().map(Domain::read).toList();
        for (Domain domain : read) {
            for (int seed : seeds) {
                run(domain, seed, cells);
            }
        }
        return new AdaptationTable(cells.read()).markdown();
    }

    private void run(Domain domain, int seed, Cells<Cell> cells) throws InterruptedException {
        List<Integer> steps = Stream.concat(
                        labels.stream()
                                .filter(number -> number < domain.feedback().size()),
                        labels.stream()
                                .filter(number -> number >= domain.feedback().size())
                                .limit(1)
                                .map(number -> domain.feedback().size()))
                .toList();
        Path data = directory.resolve(domain.name() + "-" + seed);
        List<Integer> measured = cells.read().stream()
                .filter(cell -> cell.domain().equals(domain.name()) && cell.seed() == seed)
                .map(Cell::labels)
                .toList();
        if (measured.containsAll(steps)) {
            return;
        }
        // Without the system's data the labels that it had learned are gone: the course begins anew.
        int done = Files.exists(data)
                ? (int) steps.stream().filter(measured::contains).count()
                : 0;
        try (LocalSystem system = LocalSystem.start(systems.of(data, seed), stage -> screen.status(stage + " …"))) {
            system.awaitModel(MODEL_WITHIN);
            new Course(system.cluster(), domain, seed, base, screen).run(steps, done, cell -> {
                cells.add(cell);
                screen.line(cell.toString());
            });
        }
        Home.deleteTree(data);
    }
}
