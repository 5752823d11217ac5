package io.sentistream.quickstart.cli;

import io.sentistream.quickstart.client.Cluster;
import io.sentistream.quickstart.client.LabelSender;
import io.sentistream.quickstart.input.Row;
import io.sentistream.quickstart.input.Rows;
import io.sentistream.quickstart.input.Texts;
import io.sentistream.quickstart.terminal.Logging;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells the system what a person says of texts, for it to learn from. */
@Command(name = "feedback", description = "Send a person's labels, for the model to learn from.", sortOptions = false)
public final class FeedbackCommand implements Callable<Integer> {
    @ArgGroup(multiplicity = "1")
    private Labels labels;

    /** One label for all reviews, or a file that has a label for each. */
    private static final class Labels {
        @ArgGroup(exclusive = false)
        private Same same;

        @Option(
                names = "--file",
                paramLabel = "FILE.tsv",
                description = "Rows 'sentence<TAB>label', with or without a header; - for standard input.")
        private Path file;
    }

    private static final class Same {
        @ArgGroup(multiplicity = "1")
        private What what;

        @Option(
                names = "--id",
                paramLabel = "ID",
                description = "A review by its id, as 'review' and 'watch' show it; may be given several times.")
        private final List<String> ids = new ArrayList<>();

        @Parameters(
                arity = "0..*",
                paramLabel = "TEXT",
                description = "A review; quote it if it has spaces. - for the lines of standard input, a review each.")
        private final List<String> texts = new ArrayList<>();
    }

    private static final class What {
        @Option(
                names = "--label",
                paramLabel = "L",
                description = "What the reviews are: a label's name, such as positive, or its index.")
        private String label;

        @Option(
                names = "--withdraw",
                description = "Take back what was said of the reviews, under the same id or text.")
        private boolean withdrawn;
    }

    @Option(
            names = "--annotator",
            paramLabel = "NAME",
            defaultValue = "${sys:user.name}",
            description = "Who labelled; one annotator has one label for a text, the last (default: you).")
    private String annotator;

    @Option(names = "--json", description = "One JSON object: sent (how many labels).")
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
        Same same = labels.same;
        List<String> texts = same == null ? List.of() : Texts.of(same.texts);
        if (same != null && same.ids.isEmpty() && texts.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "of which reviews? Give --id, or their texts");
        }
        List<Row> rows = labels.file == null ? List.of() : Rows.readLabelled(labels.file);
        Cluster target = cluster.cluster(context.home());
        int sent = rows.size();
        try (LabelSender sender = new LabelSender(target, annotator, Optional.empty())) {
            rows.forEach(row -> sender.send(row.text(), row.label().orElseThrow()));
            if (same != null) {
                if (same.what.withdrawn) {
                    same.ids.forEach(sender::withdrawById);
                    texts.forEach(sender::withdraw);
                } else {
                    same.ids.forEach(id -> sender.sendById(id, same.what.label));
                    texts.forEach(text -> sender.send(text, same.what.label));
                }
                sent = same.ids.size() + texts.size();
            }
            sender.flush();
        }
        context.out()
                .println(
                        json
                                ? SentimentJson.write(Map.of("sent", sent))
                                : "Sent " + sent + (sent == 1 ? " label." : " labels."));
        return 0;
    }
}
