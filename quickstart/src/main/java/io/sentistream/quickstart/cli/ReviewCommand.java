package io.sentistream.quickstart.cli;

import io.sentistream.quickstart.CommandFailed;
import io.sentistream.quickstart.client.Cluster;
import io.sentistream.quickstart.client.Reviews;
import io.sentistream.quickstart.client.TopicReader;
import io.sentistream.quickstart.terminal.Logging;
import io.sentistream.quickstart.terminal.ResultTable;
import io.sentistream.schemas.Sentiment;
import io.sentistream.schemas.Topic;
import io.sentistream.schemas.TopicLayout;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends reviews through the stream and prints what comes back. */
@Command(
        name = "review",
        description = "Send reviews to the running system, and print what it says of them.",
        sortOptions = false)
public final class ReviewCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "TEXT", description = "A review; quote it if it has spaces.")
    private List<String> texts;

    @Option(names = "--no-wait", description = "Do not wait for the results; 'watch' shows them.")
    private boolean noWait;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long to wait for all results (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--json", description = "One JSON object a line for each result.")
    private boolean json;

    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private Context context;

    @Override
    public Integer call() {
        context.log(Logging.QUIET);
        Cluster target = cluster.cluster(context.home());
        if (noWait) {
            send(target);
            context.out().println("Sent " + texts.size() + "; 'sentistream watch' shows results as they come.");
            return 0;
        }
        try (TopicReader<Sentiment> results =
                TopicReader.fromEnd(target, TopicLayout.plain().name(Topic.SENTIMENT), Sentiment.class)) {
            print(await(results, send(target)));
        }
        return 0;
    }

    /** The texts by the ids under which their results will come, in the order given. */
    private Map<String, String> send(Cluster target) {
        Map<String, String> byId = new LinkedHashMap<>();
        try (Reviews reviews = new Reviews(target, Optional.empty())) {
            texts.forEach(text -> byId.put(reviews.send(text), text));
            reviews.flush();
        }
        return byId;
    }

    private List<Sentiment> await(TopicReader<Sentiment> results, Map<String, String> sent) {
        Map<String, Sentiment> byId = new LinkedHashMap<>();
        Instant deadline = Instant.now().plusSeconds(seconds);
        while (byId.size() < sent.size()) {
            if (Instant.now().isAfter(deadline)) {
                throw new CommandFailed("of " + sent.size() + " reviews " + byId.size() + " have a result after "
                        + seconds + " s; is a classifier running? The reviews are kept and will be classified");
            }
            results.poll(Duration.ofMillis(200)).stream()
                    .filter(result -> result.value() != null
                            && sent.containsKey(result.value().getReviewId()))
                    .forEach(result -> byId.put(result.value().getReviewId(), result.value()));
        }
        return sent.keySet().stream().map(byId::get).toList();
    }

    private void print(List<Sentiment> results) {
        ResultTable table = new ResultTable(context.screen());
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
