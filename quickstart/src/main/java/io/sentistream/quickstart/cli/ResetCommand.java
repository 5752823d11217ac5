package io.sentistream.quickstart.cli;

import io.sentistream.quickstart.CommandFailed;
import io.sentistream.quickstart.terminal.Logging;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Deletes what the system has kept: reviews, results, feedback and trained models. */
@Command(
        name = "reset",
        description = "Delete all reviews, results, feedback and trained models of 'up'.",
        sortOptions = false)
public final class ResetCommand implements Callable<Integer> {
    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Option(names = "--json", description = "One JSON object: deleted (the directory).")
    private boolean json;

    @Mixin
    private Context context;

    @Override
    public Integer call() {
        context.log(Logging.QUIET);
        context.home().lock().close();
        if (!yes && !confirmed()) {
            throw new CommandFailed("nothing was deleted; 'reset --yes' deletes without asking");
        }
        context.home().deleteData();
        String data = context.home().data().toString();
        context.out().println(json ? SentimentJson.write(Map.of("deleted", data)) : "Deleted " + data + ".");
        return 0;
    }

    private boolean confirmed() {
        context.err().print("Delete " + context.home().data() + "? Type yes: ");
        context.err().flush();
        try {
            return "yes"
                    .equals(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine());
        } catch (IOException e) {
            throw new CommandFailed("can't read the answer: " + e, e);
        }
    }
}
