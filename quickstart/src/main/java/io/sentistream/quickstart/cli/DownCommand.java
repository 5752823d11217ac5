package io.sentistream.quickstart.cli;

import io.sentistream.quickstart.CommandFailed;
import io.sentistream.quickstart.home.RunningSystem;
import io.sentistream.quickstart.terminal.Logging;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Stops the running system and waits until it has ended. */
@Command(name = "down", description = "Stop what 'up' started, and wait until it has ended.", sortOptions = false)
public final class DownCommand implements Callable<Integer> {
    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long to wait (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--json", description = "One JSON object: stopped (false where nothing ran).")
    private boolean json;

    @Mixin
    private Context context;

    @Override
    public Integer call() throws InterruptedException {
        context.log(Logging.QUIET);
        Optional<RunningSystem> running = context.home().running();
        if (running.isEmpty()) {
            return told(false, "Nothing is running on " + context.home().directory() + ".");
        }
        long pid = running.get().pid();
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        process.ifPresent(ProcessHandle::destroy);
        try {
            if (process.isPresent()) {
                process.get().onExit().get(seconds, TimeUnit.SECONDS);
            }
        } catch (TimeoutException e) {
            throw new CommandFailed(
                    "process " + pid + " has not ended within " + seconds + " s; 'kill -9 " + pid
                            + "' ends it at once, and nothing that was committed is lost",
                    e);
        } catch (ExecutionException e) {
            throw new CommandFailed("can't wait for process " + pid + ": " + e.getCause(), e);
        }
        return told(true, "Stopped; 'sentistream up' goes on with the same data.");
    }

    private int told(boolean stopped, String words) {
        context.out().println(json ? SentimentJson.write(Map.of("stopped", stopped)) : words);
        return 0;
    }
}
