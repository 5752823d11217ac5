package io.sentistream.quickstart.cli;

import io.sentistream.bert.model.Models;
import io.sentistream.quickstart.CommandFailed;
import io.sentistream.quickstart.client.Candidates;
import io.sentistream.quickstart.client.Cluster;
import io.sentistream.quickstart.client.FeedbackLag;
import io.sentistream.quickstart.client.ModelLine;
import io.sentistream.quickstart.client.Refusals;
import io.sentistream.quickstart.client.Requests;
import io.sentistream.quickstart.terminal.Logging;
import io.sentistream.quickstart.terminal.Progress;
import io.sentistream.schemas.Action;
import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.Verdict;
import io.sentistream.trainer.data.BaseData;
import io.sentistream.trainer.offline.OfflineTraining;
import io.sentistream.trainer.progress.ProgressDisplay;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Asks the running system to learn from its feedback now, or trains a model without Kafka. */
@Command(
        name = "train",
        customSynopsis = {
            "sentistream train [--wait] [--bootstrap-servers=HOST:PORT --registry=URL]",
            "sentistream train --out=DIR [--base=MODEL] [--data=DIR|FILE] [OPTIONS]"
        },
        description =
                "Ask the running system to learn from its feedback now; or, with --out, fine-tune a base on labelled"
                        + " rows without Kafka.",
        modelTransformer = TrainCommand.OutIsOptional.class,
        sortOptions = false)
public final class TrainCommand implements Callable<Integer> {
    private static final String OUT = "--out";
    private static final Duration LABELLED_WITHIN = Duration.ofSeconds(30);

    @Spec
    private CommandSpec spec;

    @Option(names = "--wait", description = "Wait for the candidate, and print its verdict.")
    private boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "MINUTES",
            defaultValue = "60",
            description = "How long to wait (default: ${DEFAULT-VALUE}).")
    private int minutes;

    @Option(
            names = "--json",
            description =
                    "One JSON object: request (its id); with --wait the candidate, as 'models list --json' has it;"
                            + " with --out directory, and accuracy and rows of withheld and validation rows.")
    private boolean json;

    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private Context context;

    @Mixin
    private io.sentistream.trainer.offline.TrainCommand.Options offline;

    @Override
    public Integer call() throws InterruptedException {
        if (spec.commandLine().getParseResult().hasMatchedOption(OUT)) {
            return trainOffline();
        }
        spec.commandLine().getParseResult().matchedOptions().stream()
                .filter(this::isOffline)
                .findFirst()
                .ifPresent(option -> {
                    throw new ParameterException(
                            spec.commandLine(),
                            option.longestName() + " trains without Kafka, and needs --out DIR too");
                });
        context.log(Logging.QUIET);
        return request(cluster.cluster(context.home()));
    }

    private int trainOffline() throws InterruptedException {
        context.log(Logging.NEWS);
        List<String> arguments = spec.commandLine().getParent().getParseResult().originalArgs();
        OfflineTraining.Result result = offline.training(
                        new Models(context.home().models()),
                        new BaseData(context.home().directory()),
                        "./sentistream " + String.join(" ", arguments))
                .run(ProgressDisplay.on(System.err), System.err::println);
        context.out().println(json ? json(result) : result.toString());
        return 0;
    }

    private int request(Cluster target) throws InterruptedException {
        if (!new FeedbackLag(target).awaitNone(LABELLED_WITHIN)) {
            context.err().println("Not all feedback is labelled yet; is the application 'label' running?");
        }
        try (Candidates candidates = Candidates.fromNow(target);
                Refusals refusals = new Refusals(target)) {
            String request = new Requests(target, System.getProperty("user.name"))
                    .send(Action.TRAIN, Optional.empty(), Optional.empty(), "asked for on the command line");
            if (!wait) {
                context.out()
                        .println(
                                json
                                        ? SentimentJson.write(Map.of("request", request))
                                        : "Asked for; 'sentistream models list' shows the candidate once it is judged.");
                return 0;
            }
            ModelVersion candidate = await(candidates, refusals, request);
            context.out()
                    .println(
                            json
                                    ? VersionJson.of(candidate, ModelLine.read(target))
                                    : candidate.getVersion() + " " + candidate.getVerdict() + ": "
                                            + candidate.getReason());
            return candidate.getVerdict() == Verdict.FAILED ? 1 : 0;
        }
    }

    @SuppressWarnings("try") // the bar is shown, not used
    private ModelVersion await(Candidates candidates, Refusals refusals, String request) {
        Instant deadline = Instant.now().plus(Duration.ofMinutes(minutes));
        try (Progress progress = Progress.of("waiting for the candidate", Progress.UNKNOWN)) {
            while (Instant.now().isBefore(deadline)) {
                Optional<ModelVersion> candidate = candidates.next(Duration.ofSeconds(1));
                if (candidate.isPresent()) {
                    return candidate.get();
                }
                refusals.of(request).ifPresent(reason -> {
                    throw new CommandFailed(reason);
                });
            }
        }
        throw new CommandFailed(
                "no candidate after " + minutes + " min; the trainer's log says what it does, and it goes on");
    }

    private static String json(OfflineTraining.Result result) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("directory", result.directory().toString());
        object.put("withheldRows", result.withheld().rows());
        object.put("withheldAccuracy", result.withheld().accuracy());
        object.put("validationRows", result.validation().rows());
        object.put("validationAccuracy", result.validation().accuracy());
        return SentimentJson.write(object);
    }

    private boolean isOffline(OptionSpec option) {
        return spec.mixins().get("offline").optionsMap().containsKey(option.longestName());
    }

    /** What the trainer's own command line must have, this one may have. */
    static final class OutIsOptional implements IModelTransformer {
        @Override
        public CommandSpec transform(CommandSpec spec) {
            OptionSpec out = spec.findOption(OUT);
            spec.remove(out);
            return spec.addOption(OptionSpec.builder(out).required(false).build());
        }
    }
}
