package io.sentistream.quickstart.cli;

import io.sentistream.quickstart.client.Cluster;
import io.sentistream.quickstart.client.ModelLine;
import io.sentistream.quickstart.client.Outcomes;
import io.sentistream.quickstart.client.Requests;
import io.sentistream.quickstart.history.Difference;
import io.sentistream.quickstart.history.History;
import io.sentistream.quickstart.history.HistoryJson;
import io.sentistream.quickstart.history.ShadowRun;
import io.sentistream.quickstart.history.VersionHistory;
import io.sentistream.quickstart.terminal.HistoryPage;
import io.sentistream.quickstart.terminal.Logging;
import io.sentistream.quickstart.terminal.VersionTable;
import io.sentistream.schemas.Action;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Shadow;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the models of the running system, and asks the controller to change which one serves. */
@Command(
        name = "models",
        description = "Show the models of the running system, or change which one serves; export one.",
        subcommands = ExportCommand.class,
        sortOptions = false)
public final class ModelsCommand implements Runnable {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    @Spec
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // for --help; each subcommand has its own
    private Context context;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "which one: list, show, diff, promote, rollback, pin, unpin, shadow, unshadow or export?");
    }

    @Command(name = "list", description = "Every candidate, its verdict, and the one that serves.")
    int list(@Mixin Json json, @Mixin ClusterOptions cluster, @Mixin Context own) {
        own.log(Logging.QUIET);
        Cluster target = cluster.cluster(own.home());
        ModelLine models = ModelLine.read(target);
        if (json.asked) {
            models.versions().forEach(version -> own.out().println(VersionJson.of(version, models)));
            return 0;
        }
        VersionTable table = new VersionTable(own.screen());
        table.print(models.versions(), models.serving(), ShadowRun.read(target, models));
        return 0;
    }

    @Command(
            name = "show",
            description = "All that is known of a version: why it does or does not serve, what it was made from, its"
                    + " settings and metrics, and when it served.")
    int show(@Mixin Version version, @Mixin Json json, @Mixin ClusterOptions cluster, @Mixin Context own) {
        own.log(Logging.QUIET);
        Cluster target = cluster.cluster(own.home());
        History all = History.read(target);
        VersionHistory history = all.of(version.id);
        Optional<ShadowRun> shadow = ShadowRun.read(target, all.line()).filter(run -> run.concerns(version.id));
        if (json.asked) {
            own.out().println(HistoryJson.of(history, shadow));
        } else {
            new HistoryPage(own.screen()).print(history, shadow);
        }
        return 0;
    }

    @Command(name = "diff", description = "What differs between two versions: parent, data, settings and metrics.")
    int diff(@Mixin TwoVersions versions, @Mixin Json json, @Mixin ClusterOptions cluster, @Mixin Context own) {
        own.log(Logging.QUIET);
        History history = History.read(cluster.cluster(own.home()));
        Difference difference = Difference.of(history.of(versions.a), history.of(versions.b));
        if (json.asked) {
            own.out().println(HistoryJson.of(versions.a, versions.b, difference));
        } else {
            new HistoryPage(own.screen()).print(versions.a, versions.b, difference);
        }
        return 0;
    }

    @Command(name = "promote", description = "Let this version serve, whatever the gate said of it.")
    int promote(
            @Mixin Version version,
            @Mixin ClusterOptions cluster,
            @Mixin Reason reason,
            @Mixin Answer answer,
            @Mixin Context own) {
        return request(Action.PROMOTE, Optional.of(version.id), cluster, reason, answer, own);
    }

    @Command(name = "rollback", description = "Let the version serve again that served before, or this one.")
    int rollback(
            @Mixin OptionalVersion version,
            @Mixin ClusterOptions cluster,
            @Mixin Reason reason,
            @Mixin Answer answer,
            @Mixin Context own) {
        return request(Action.ROLL_BACK, Optional.ofNullable(version.id), cluster, reason, answer, own);
    }

    @Command(name = "pin", description = "Keep what serves, or this version, until 'unpin'.")
    int pin(
            @Mixin OptionalVersion version,
            @Mixin ClusterOptions cluster,
            @Mixin Reason reason,
            @Mixin Answer answer,
            @Mixin Context own) {
        return request(Action.PIN, Optional.ofNullable(version.id), cluster, reason, answer, own);
    }

    @Command(name = "unpin", description = "Let better candidates be promoted again.")
    int unpin(@Mixin ClusterOptions cluster, @Mixin Reason reason, @Mixin Answer answer, @Mixin Context own) {
        return request(Action.UNPIN, Optional.empty(), cluster, reason, answer, own);
    }

    @Command(
            name = "shadow",
            description =
                    "Let this version answer a share of the reviews beside the one that serves, to a topic of its own.")
    int shadow(
            @Mixin Version version,
            @Mixin ClusterOptions cluster,
            @Mixin Reason reason,
            @Mixin Answer answer,
            @Mixin Context own) {
        return request(Action.SHADOW, Optional.of(version.id), cluster, reason, answer, own);
    }

    @Command(name = "unshadow", description = "End what runs in the shadow.")
    int unshadow(@Mixin ClusterOptions cluster, @Mixin Reason reason, @Mixin Answer answer, @Mixin Context own) {
        return request(Action.UNSHADOW, Optional.empty(), cluster, reason, answer, own);
    }

    private static int request(
            Action action,
            Optional<String> version,
            ClusterOptions cluster,
            Reason reason,
            Answer answer,
            Context own) {
        own.log(Logging.QUIET);
        Cluster target = cluster.cluster(own.home());
        ModelLine models = ModelLine.read(target);
        version.ifPresent(models::version);
        Optional<String> serving = models.serving().map(ServingModel::getVersion);
        try (Outcomes outcomes = new Outcomes(target)) {
            String request =
                    new Requests(target, System.getProperty("user.name")).send(action, version, serving, reason.text);
            Optional<ServingModel> outcome = outcomes.await(request, ANSWER_WITHIN);
            own.out()
                    .println(
                            answer.json
                                    ? json(request, outcome)
                                    : outcome.map(ModelsCommand::told)
                                            .orElse("Asked for, but no answer yet: is the trainer running? 'sentistream"
                                                    + " models list' shows what serves."));
        }
        return 0;
    }

    private static String json(String request, Optional<ServingModel> outcome) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("request", request);
        outcome.ifPresent(model -> {
            boolean beside = model.getBeside() != null;
            object.put("version", model.getVersion());
            object.put("serves", !beside);
            object.put("pinned", !beside && model.getPinned());
            object.put("shadow", beside && Shadow.runs(model));
        });
        return SentimentJson.write(object);
    }

    private static String told(ServingModel model) {
        if (model.getBeside() != null) {
            return model.getVersion()
                    + (Shadow.runs(model)
                            ? " runs in the shadow of " + model.getBeside() + "."
                            : " runs in the shadow no more.");
        }
        return model.getVersion() + " serves" + (model.getPinned() ? ", pinned." : ".");
    }

    static final class Version {
        @Parameters(paramLabel = "VERSION", description = "As 'models list' shows it.")
        private String id;
    }

    static final class TwoVersions {
        @Parameters(index = "0", paramLabel = "A", description = "A version as 'models list' shows it.")
        private String a;

        @Parameters(index = "1", paramLabel = "B", description = "Another.")
        private String b;
    }

    static final class Json {
        @Option(names = "--json", description = "One JSON object; of a list one a line, the oldest first.")
        private boolean asked;
    }

    static final class Answer {
        @Option(
                names = "--json",
                description = "One JSON object: request (its id); once it is answered version, serves, pinned, shadow.")
        private boolean json;
    }

    static final class OptionalVersion {
        @Parameters(arity = "0..1", paramLabel = "VERSION", description = "As 'models list' shows it.")
        private String id;
    }

    static final class Reason {
        @Option(
                names = "--reason",
                paramLabel = "TEXT",
                defaultValue = "",
                description = "Why, for those who read it later.")
        private String text;
    }
}
