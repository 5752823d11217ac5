package io.sentistream.quickstart.cli;

import io.sentistream.quickstart.client.Cluster;
import io.sentistream.quickstart.client.LabelSender;
import io.sentistream.quickstart.input.Row;
import io.sentistream.quickstart.input.Rows;
import io.sentistream.quickstart.terminal.Logging;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells the system what a person says of texts, for it to learn from. */
@Command(name = "feedback", description = "Send a person's labels, for the model to learn from.", sortOptions = false)
public final class FeedbackCommand implements Callable<Integer> {
    @ArgGroup(multiplicity = "1")
    private Labels labels;

    /** One label for all texts, or a file that has a label for each. */
    private static final class Labels {
        @ArgGroup(exclusive = false)
        private Same same;

        @Option(
                names = "--file",
                paramLabel = "FILE.tsv",
                description = "Rows 'sentence<TAB>label', with or without a header.")
        private Path file;

        List<Row> rows() {
            return file == null
                    ? same.texts.stream()
                            .map(text -> new Row(text, Optional.of(same.label)))
                            .toList()
                    : Rows.readLabelled(file);
        }
    }

    private static final class Same {
        @Option(
                names = "--label",
                required = true,
                paramLabel = "L",
                description = "What the texts are: a label's name, such as positive, or its index.")
        private String label;

        @Parameters(arity = "1..*", paramLabel = "TEXT", description = "A review; quote it if it has spaces.")
        private List<String> texts;
    }

    @Option(
            names = "--annotator",
            paramLabel = "NAME",
            defaultValue = "$${sys:user.name}",
            description = "Who labelled; one annotator has one label for a text, the last (default: you).")
    private String annotator;

    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private Context context;

    @Override
    public Integer call() {
        context.log(Logging.QUIET);
        List<Row> rows = labels.rows();
        Cluster target = cluster.cluster(context.home());
        try (LabelSender sender = new LabelSender(target, annotator, Optional.empty())) {
            rows.forEach(row -> sender.send(row.text(), row.label().orElseThrow()));
            sender.flush();
        }
        context.out().println("Sent " + rows.size() + (rows.size() == 1 ? " label." : " labels."));
        return 0;
    }
}
