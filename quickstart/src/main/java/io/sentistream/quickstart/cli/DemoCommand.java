package io.sentistream.quickstart.cli;

import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.quickstart.demo.Demo;
import io.sentistream.quickstart.demo.DemoData;
import io.sentistream.quickstart.home.Home;
import io.sentistream.quickstart.home.TemporaryDirectory;
import io.sentistream.quickstart.input.Row;
import io.sentistream.quickstart.learning.HeldOut;
import io.sentistream.quickstart.learning.Measurement;
import io.sentistream.quickstart.learning.TrainingStatus;
import io.sentistream.quickstart.local.LocalSystem;
import io.sentistream.quickstart.terminal.Logging;
import io.sentistream.quickstart.terminal.Screen;
import io.sentistream.trainer.data.BaseData;
import io.sentistream.trainer.data.DataSet;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows everything once, on data of its own that is deleted at the end. */
@Command(
        name = "demo",
        description = "Start everything, classify reviews, send labels as feedback, retrain, swap to the new model, and"
                + " compare its accuracy with the one before. Leaves nothing behind.",
        sortOptions = false)
public final class DemoCommand implements Callable<Integer> {
    private static final Duration MODEL_WITHIN = Duration.ofMinutes(30);

    @Option(
            names = "--reviews",
            paramLabel = "FILE|-",
            description = "Reviews to show: a text a line, or 'sentence<TAB>label'; - for standard input"
                    + " (default: some that come along).")
    private Path reviews;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "40",
            description = "How many reviews to show (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(
            names = "--feedback",
            paramLabel = "FILE.tsv",
            description = "Labelled rows to learn from, 'sentence<TAB>label' (default: some that come along).")
    private Path feedback;

    @Option(
            names = "--labels",
            paramLabel = "N",
            defaultValue = "500",
            description = "How many of them to send, drawn from all (default: ${DEFAULT-VALUE}).")
    private int labels;

    @Option(
            names = "--held-out",
            paramLabel = "FILE.tsv",
            description =
                    "Labelled rows to measure on, which are not learned; can be repeated (default: a quarter of the"
                            + " feedback, and SST-2's dev where SST-2 is at hand).")
    private List<Path> heldOut = new ArrayList<>();

    @Option(
            names = "--base-data",
            paramLabel = "DATA",
            defaultValue = "auto",
            description =
                    "Rows to replay beside the feedback: sst2 (downloaded once), sample, a directory with train.tsv"
                            + " and dev.tsv, a file, or auto: sst2, or sample where that can't be had (default:"
                            + " ${DEFAULT-VALUE}).")
    private String baseData;

    @Option(
            names = "--json",
            description = "The show goes to standard error, and one JSON object at the end to standard output: version,"
                    + " verdict and reason of the candidate, before and after (the accuracy on each set; after is empty"
                    + " if the candidate does not serve), seconds.")
    private boolean json;

    @Mixin
    private SystemOptions system;

    @Mixin
    private Context context;

    @Override
    public Integer call() throws InterruptedException {
        Instant begun = Instant.now();
        Home home = context.home();
        Screen screen = screen();
        Path log = context.logToFile(Logging.QUIET, "demo");
        screen.status("looking for SST-2 …");
        DataSet base = new BaseData(home.directory()).resolve(baseData, new Labels(List.of("negative", "positive")));
        DemoData data = data(base);
        Demo.Outcome outcome;
        try (TemporaryDirectory directory = TemporaryDirectory.in(home, "demo");
                LocalSystem local = LocalSystem.start(
                        system.local(
                                home.directory(),
                                directory.path(),
                                OptionalInt.empty(),
                                trainer(base, data),
                                new TrainingStatus(screen)),
                        stage -> screen.status(stage + " …"))) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(local, directory), "stop-demo"));
            screen.status("waiting for the first model …");
            String version = local.awaitModel(MODEL_WITHIN);
            screen.clearStatus();
            screen.line("Kafka " + local.cluster().bootstrapServers()
                    + ", schema registry, trainer and classifier are up" + " after "
                    + Duration.between(begun, Instant.now()).toSeconds() + " s; " + version + " serves.");
            outcome = new Demo(local.cluster(), data, limit, screen).run();
        }
        if (json) {
            context.out().println(json(outcome, Duration.between(begun, Instant.now())));
        }
        screen.line();
        screen.line("Done in " + Duration.between(begun, Instant.now()).toSeconds() + " s; the log is " + log + ".");
        screen.line("'./sentistream up' starts a system that stays.");
        return 0;
    }

    private Screen screen() {
        return json ? context.progress() : context.screen();
    }

    private static String json(Demo.Outcome outcome, Duration took) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("version", outcome.candidate().getVersion());
        object.put("verdict", outcome.candidate().getVerdict().name().toLowerCase(Locale.ROOT));
        object.put("reason", outcome.candidate().getReason());
        object.put("before", accuracies(outcome.before()));
        object.put("after", accuracies(outcome.after()));
        object.put("seconds", took.toSeconds());
        return SentimentJson.write(object);
    }

    private static Map<String, Double> accuracies(List<Measurement> measured) {
        Map<String, Double> accuracies = new LinkedHashMap<>();
        measured.forEach(each -> accuracies.put(each.heldOut().name(), each.accuracy()));
        return accuracies;
    }

    private Map<String, String> trainer(DataSet base, DemoData data) {
        Map<String, String> settings = new HashMap<>();
        settings.put("base.data", baseData.equals("auto") ? base.name() : baseData);
        settings.put("retrain.labels", Integer.toString(data.feedback().size()));
        if (base.name().equals("sample")) {
            screen().line(
                            "SST-2 takes no part: the few withheld rows of the sample can't rule a loss of two points out,"
                                    + " so the gate asks for one of less than ten (gate.base.margin).");
            settings.put("gate.base.margin", "0.1");
        }
        return settings;
    }

    /** For an end by a signal. The directory can be deleted only when nothing writes to it any more. */
    @SuppressWarnings("try") // both are closed, the last first, and not used
    private static void stop(LocalSystem local, TemporaryDirectory directory) {
        try (directory;
                local) {}
    }

    private DemoData data(DataSet base) {
        DemoData data = DemoData.of(Optional.ofNullable(reviews), Optional.ofNullable(feedback), heldOut, labels);
        return heldOut.isEmpty() && !base.validation().isEmpty()
                ? data.and(new HeldOut(
                        base.name() + " dev",
                        base.validation().stream()
                                .map(row -> new Row(row.text(), Optional.of(Integer.toString(row.label()))))
                                .toList()))
                : data;
    }
}
