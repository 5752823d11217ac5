package io.sentistream.quickstart.cli;

import io.sentistream.quickstart.CommandFailed;
import io.sentistream.quickstart.client.Cluster;
import io.sentistream.quickstart.client.Refusals;
import io.sentistream.quickstart.client.Requests;
import io.sentistream.quickstart.client.SetAsideLabels;
import io.sentistream.quickstart.terminal.Logging;
import io.sentistream.quickstart.terminal.QuarantinePage;
import io.sentistream.schemas.QuarantinedLabel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the labels that the trainer has set aside, and asks it to learn some all the same. */
@Command(
        name = "quarantine",
        description = "Show the labels that no training learns from, and why; or release some.",
        sortOptions = false)
public final class QuarantineCommand implements Runnable {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    /** So many keys are surely less than a record may hold. */
    private static final int AT_ONCE = 500;

    @Spec
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // for --help; each subcommand has its own
    private Context context;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which one: list or release?");
    }

    @Command(name = "list", description = "Each label that is set aside or was released, why, and its key.")
    int list(
            @Option(names = "--json", description = "One JSON object for each, a line each.") boolean json,
            @Mixin ClusterOptions cluster,
            @Mixin Context own) {
        own.log(Logging.QUIET);
        try (SetAsideLabels labels = new SetAsideLabels(cluster.cluster(own.home()))) {
            if (json) {
                labels.all().forEach((key, label) -> own.out().println(SentimentJson.write(object(key, label))));
            } else {
                new QuarantinePage(own.screen()).print(labels.all());
            }
        }
        return 0;
    }

    @Command(
            name = "release",
            description = "Let the next training learn these labels: each settles its text, whatever others say of it.")
    int release(
            @Parameters(paramLabel = "KEY", arity = "0..*", description = "As 'quarantine list' shows it.")
                    List<String> keys,
            @Option(names = "--all", description = "All that can be released.") boolean all,
            @Option(
                            names = "--reason",
                            paramLabel = "TEXT",
                            defaultValue = "",
                            description = "Why, for those who read it later.")
                    String reason,
            @Option(names = "--json", description = "One JSON object: asked (how many labels), released (whether).")
                    boolean json,
            @Mixin ClusterOptions cluster,
            @Mixin Context own) {
        own.log(Logging.QUIET);
        List<String> named = keys == null ? List.of() : keys;
        if (all == !named.isEmpty()) {
            throw new CommandFailed("give the keys of labels, as 'quarantine list' shows them, or --all");
        }
        Cluster target = cluster.cluster(own.home());
        try (SetAsideLabels labels = new SetAsideLabels(target);
                Refusals refusals = new Refusals(target)) {
            List<String> asked = all ? labels.releasable() : named;
            boolean answered = true;
            for (int from = 0; from < asked.size() && answered; from += AT_ONCE) {
                String request = new Requests(target, System.getProperty("user.name"))
                        .release(new ArrayList<>(asked.subList(from, Math.min(asked.size(), from + AT_ONCE))), reason);
                answered = labels.awaitRelease(request, refusals, ANSWER_WITHIN);
            }
            own.out()
                    .println(
                            json
                                    ? SentimentJson.write(Map.of("asked", asked.size(), "released", answered))
                                    : answered
                                            ? "Released " + asked.size() + (asked.size() == 1 ? " label" : " labels")
                                                    + "; the next training learns from "
                                                    + (asked.size() == 1 ? "it." : "them.")
                                            : "Asked for, but no answer yet: is the trainer running? 'sentistream quarantine list'"
                                                    + " shows what is released.");
        }
        return 0;
    }

    private static Map<String, Object> object(String key, QuarantinedLabel label) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("key", key);
        object.put("text", label.getText());
        object.put("label", label.getLabel());
        object.put("annotator", label.getAnnotator());
        object.put("source", label.getSource());
        object.put("labelledAt", label.getLabelledAt().toString());
        object.put("reason", label.getReason().name().toLowerCase(Locale.ROOT));
        object.put("why", label.getWhy());
        object.put("releasable", label.getReleasable());
        object.put("since", label.getSince().toString());
        object.put("releasedBy", label.getReleasedBy());
        object.put("releasedAt", text(label.getReleasedAt()));
        object.put("learned", label.getLearned());
        return object;
    }

    private static String text(Instant at) {
        return at == null ? null : at.toString();
    }
}
