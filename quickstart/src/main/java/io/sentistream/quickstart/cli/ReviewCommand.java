package io.sentistream.quickstart.cli;

import io.sentistream.quickstart.client.Cluster;
import io.sentistream.quickstart.client.Reviews;
import io.sentistream.quickstart.client.RoundTrip;
import io.sentistream.quickstart.input.Texts;
import io.sentistream.quickstart.terminal.Logging;
import io.sentistream.quickstart.terminal.ResultTable;
import io.sentistream.schemas.Sentiment;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends reviews through the stream and prints what comes back. */
@Command(
        name = "review",
        description = "Send reviews to the running system, and print what it says of them.",
        sortOptions = false)
public final class ReviewCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "TEXT",
            description = "A review; quote it if it has spaces. - for the lines of standard input, a review each.")
    private List<String> arguments;

    private List<String> texts;

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "The review's id, to which feedback may refer; for one text alone (default: a new one).")
    private String id;

    @Option(names = "--no-wait", description = "Do not wait for the results; 'watch' shows them.")
    private boolean noWait;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long no result may come (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--json", description = "One JSON object a line for each result; with --no-wait: reviewId, text.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private Context context;

    @Override
    public Integer call() {
        context.log(Logging.QUIET);
        texts = Texts.of(arguments);
        List<String> ids = ids();
        Cluster target = cluster.cluster(context.home());
        if (noWait) {
            send(target, ids);
            tellSent(ids);
            return 0;
        }
        try (RoundTrip roundTrip = new RoundTrip(target, Optional.empty())) {
            print(roundTrip.classify(ids, texts, Duration.ofSeconds(seconds), (index, result) -> {}));
        }
        return 0;
    }

    private List<String> ids() {
        if (id == null) {
            return texts.stream().map(text -> Reviews.newId()).toList();
        }
        if (texts.size() > 1) {
            throw new ParameterException(
                    spec.commandLine(), "--id " + id + " names one review, and here are " + texts.size() + " texts");
        }
        return List.of(id);
    }

    private void send(Cluster target, List<String> ids) {
        try (Reviews reviews = new Reviews(target, Optional.empty())) {
            for (int i = 0; i < ids.size(); i++) {
                reviews.send(ids.get(i), texts.get(i));
            }
            reviews.flush();
        }
    }

    private void tellSent(List<String> ids) {
        if (!json) {
            context.out()
                    .println("Sent " + String.join(", ", ids) + "; 'sentistream watch' shows results as they come.");
            return;
        }
        for (int i = 0; i < ids.size(); i++) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("reviewId", ids.get(i));
            object.put("text", texts.get(i));
            context.out().println(SentimentJson.write(object));
        }
    }

    private void print(List<Sentiment> results) {
        ResultTable table = ResultTable.withIds(context.screen());
        if (!json) {
            table.header();
        }
        for (int i = 0; i < results.size(); i++) {
            if (json) {
                context.out().println(SentimentJson.of(results.get(i), texts.get(i)));
            } else {
                table.row(results.get(i), texts.get(i), Optional.empty());
            }
        }
    }
}
