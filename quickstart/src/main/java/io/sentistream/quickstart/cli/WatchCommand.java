package io.sentistream.quickstart.cli;

import io.sentistream.quickstart.client.Cluster;
import io.sentistream.quickstart.client.TopicReader;
import io.sentistream.quickstart.terminal.Logging;
import io.sentistream.quickstart.terminal.ResultTable;
import io.sentistream.schemas.Sentiment;
import io.sentistream.schemas.Topic;
import io.sentistream.schemas.TopicLayout;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Follows the results as they come. */
@Command(name = "watch", description = "Show results as they come, until Ctrl-C.", sortOptions = false)
public final class WatchCommand implements Callable<Integer> {
    @Option(names = "--from-beginning", description = "Show all results that are kept, not only new ones.")
    private boolean fromBeginning;

    @Option(
            names = {"-n", "--count"},
            paramLabel = "N",
            defaultValue = "-1",
            description = "End after this many results.")
    private long count;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private Context context;

    @Override
    public Integer call() {
        context.log(Logging.QUIET);
        Cluster target = cluster.cluster(context.home());
        String topic = TopicLayout.plain().name(Topic.SENTIMENT);
        ResultTable table = ResultTable.withIds(context.screen());
        try (TopicReader<Sentiment> results = fromBeginning
                ? TopicReader.fromBeginning(target, topic, Sentiment.class)
                : TopicReader.fromEnd(target, topic, Sentiment.class)) {
            if (!json) {
                table.header();
            }
            long left = count;
            while (left != 0 && !context.out().checkError()) {
                for (ConsumerRecord<String, Sentiment> result : results.poll(Duration.ofMillis(200))) {
                    if (left != 0 && result.value() != null) {
                        print(result.value(), table);
                        left--;
                    }
                }
            }
        }
        return 0;
    }

    private void print(Sentiment result, ResultTable table) {
        String text = result.getText() == null ? "(review " + result.getReviewId() + ")" : result.getText();
        if (json) {
            context.out().println(SentimentJson.of(result, result.getText()));
        } else {
            table.row(result, text, Optional.empty());
        }
    }
}
