package io.sentistream.quickstart;

import io.sentistream.bert.checkpoint.CheckpointException;
import io.sentistream.trainer.data.DataException;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Prints what went wrong in one line; the stack trace only for {@code --verbose}. */
final class OneLineErrors implements IExecutionExceptionHandler {
    // Their messages are written for users and say all.
    private static final Set<Class<?>> TOLD =
            Set.of(CommandFailed.class, CheckpointException.class, DataException.class);

    @Override
    public int handleExecutionException(Exception e, CommandLine commandLine, ParseResult parsed) {
        if (commandLine.getParseResult().hasMatchedOption("--verbose")) {
            e.printStackTrace(commandLine.getErr());
        }
        boolean told = TOLD.contains(e.getClass()) || e instanceof IllegalArgumentException;
        commandLine.getErr().println("sentistream: " + (told ? e.getMessage() : e + " (--verbose tells more)"));
        commandLine.getErr().flush();
        return CommandLine.ExitCode.SOFTWARE;
    }
}
