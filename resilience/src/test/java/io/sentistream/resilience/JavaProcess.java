package io.sentistream.resilience;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java program on the tests' class path, in a process of its own. It ends with this JVM, however that ends. */
public final class JavaProcess implements AutoCloseable {
    /** Runs a main class until its standard input ends; of the module embedded-kafka. */
    private static final String UNTIL_INPUT_ENDS = "io.sentistream.embedded.UntilInputEnds";

    private static final long STOPS_WITHIN_SECONDS = 60;

    private final Process process;

    private JavaProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts a program.
     *
     * @param log where its output goes, after what is there
     * @param heap such as 256m
     */
    public static JavaProcess start(Path log, String heap, String mainClass, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dai.djl.offline=true",
                UNTIL_INPUT_ENDS,
                mainClass));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        try {
            return new JavaProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it by SIGKILL. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Waits until it has ended of itself; its exit status, 137 after a SIGKILL. */
    public int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    /** Tells it to stop in order, and kills it if it takes longer than a minute. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(STOPS_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
