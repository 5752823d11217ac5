package io.sentistream.quickstart.cli;

import io.sentistream.quickstart.CommandFailed;
import io.sentistream.quickstart.client.FeedbackLag;
import io.sentistream.quickstart.client.Requests;
import io.sentistream.quickstart.client.RoundTrip;
import io.sentistream.quickstart.demo.DemoData;
import io.sentistream.quickstart.home.TemporaryDirectory;
import io.sentistream.quickstart.input.Row;
import io.sentistream.quickstart.learning.Lesson;
import io.sentistream.quickstart.learning.RollBack;
import io.sentistream.quickstart.learning.TrainingStatus;
import io.sentistream.quickstart.local.LocalSystem;
import io.sentistream.quickstart.terminal.Logging;
import io.sentistream.quickstart.terminal.Screen;
import io.sentistream.schemas.Action;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how soon a model that does worse is rolled back. */
@Command(
        name = "rollback",
        description =
                "How soon a promoted model that does worse is rolled back by itself, in a system of its own: its gate is open, and it"
                        + " learns reviews of a shop that are all labelled alike; then annotators give right labels one by one"
                        + " while reviews go on. Prints a table in Markdown.",
        sortOptions = false)
final class BenchRollBackCommand implements Callable<Integer> {
    private static final Duration WITHIN = Duration.ofMinutes(30);
    private static final List<String> ANNOTATORS = List.of("ada", "bob", "cyd", "dan", "eve", "fay");
    private static final Map<String, String> OPEN = Map.ofEntries(
            Map.entry("gate.base.margin", "1"),
            Map.entry("gate.gain.level", "1"),
            Map.entry("gate.canaries", "1000"),
            Map.entry("replay.base.ratio", "0"),
            Map.entry("replay.serving.weight", "0"),
            Map.entry("replay.serving.labels", "0"),
            Map.entry("base.data", "sample"),
            Map.entry("retrain.labels", Integer.toString(Integer.MAX_VALUE)),
            Map.entry("retrain.after", "365d"));

    @Option(
            names = "--wrong",
            paramLabel = "N",
            defaultValue = "160",
            description = "Reviews that are labelled alike and learned (default: ${DEFAULT-VALUE}).")
    private int wrong;

    @Option(
            names = "--between-ms",
            paramLabel = "MS",
            defaultValue = "2000",
            description = "Between two right labels, from the 41st on (default: ${DEFAULT-VALUE}).")
    private int between;

    @Option(
            names = "--feedback",
            paramLabel = "FILE.tsv",
            description = "Rows of both labels, 'sentence<TAB>label' (default: the reviews of a shop that come along).")
    private Path feedback;

    @Mixin
    private SystemOptions system;

    @Mixin
    private TableOption table;

    @Mixin
    private Context context;

    @Override
    public Integer call() throws InterruptedException {
        Screen screen = context.progress();
        Path log = context.logToFile(Logging.QUIET, "bench-rollback");
        List<Row> rows = DemoData.of(Optional.empty(), Optional.ofNullable(feedback), List.of(), Integer.MAX_VALUE)
                .feedback();
        if (wrong < 1 || wrong >= rows.size()) {
            throw new CommandFailed(
                    "--wrong " + wrong + ": give 1 to " + (rows.size() - 1) + ", so that rows are left");
        }
        try (TemporaryDirectory data = TemporaryDirectory.in(context.home(), "bench");
                LocalSystem local = LocalSystem.start(
                        system.local(
                                context.home().directory(),
                                data.path(),
                                OptionalInt.empty(),
                                OPEN,
                                new TrainingStatus(screen)),
                        screen::status)) {
            String before = local.awaitModel(WITHIN);
            String promoted = promoted(local, rows.subList(0, wrong));
            screen.status("labelling until " + promoted + " is rolled back; the log is " + log);
            RollBack.Outcome outcome = new RollBack(
                            local.cluster(),
                            rows.subList(wrong, rows.size()),
                            ANNOTATORS,
                            40,
                            Duration.ofMillis(between))
                    .measure(promoted);
            screen.clearStatus();
            markdown(before, outcome).forEach(table.on(context.out()));
        }
        return 0;
    }

    private String promoted(LocalSystem local, List<Row> rows) throws InterruptedException {
        Optional<String> one = rows.get(0).label();
        List<Row> alike = rows.stream().map(row -> new Row(row.text(), one)).toList();
        try (RoundTrip roundTrip = new RoundTrip(local.cluster(), Optional.empty())) {
            Lesson.Learned learned = new Lesson(
                            local.cluster(),
                            roundTrip,
                            rows.stream().map(Row::text).toList(),
                            "mal")
                    .teach(alike, () -> {
                        new FeedbackLag(local.cluster()).awaitNone(WITHIN);
                        new Requests(local.cluster(), "bench")
                                .send(Action.TRAIN, Optional.empty(), Optional.empty(), "labels that are all alike");
                    });
            if (learned.untilServed().isEmpty()) {
                throw new CommandFailed("the model that learned one label was not promoted: "
                        + learned.candidate().getReason());
            }
            return learned.candidate().getVersion();
        }
    }

    private static List<String> markdown(String before, RollBack.Outcome outcome) {
        return List.of(
                outcome.record().getReason(),
                "",
                "| from the label that decided, after " + outcome.labels() + ", to | ms |",
                "|---|---|",
                row("the record in `models`", outcome.untilRecord()),
                row("the first result of " + before, outcome.untilFirst()),
                row("the last result of the version that was rolled back", outcome.untilLast()),
                "",
                outcome.results() + " reviews were classified meanwhile.");
    }

    private static String row(String what, Duration took) {
        return "| " + what + " | " + took.toMillis() + " |";
    }
}
