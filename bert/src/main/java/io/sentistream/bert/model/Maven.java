package io.sentistream.bert.model;

import io.sentistream.bert.checkpoint.CheckpointException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Fetches artifacts by running the user's own Maven, so that their repositories, mirrors, proxies and credentials are
 * used.
 *
 * @param command the program to run
 */
record Maven(String command) {
    /** The {@code mvn} on the path. */
    static Maven onPath() {
        return new Maven(System.getProperty("os.name").startsWith("Windows") ? "mvn.cmd" : "mvn");
    }

    /**
     * Copies the jar of an artifact into a directory.
     *
     * @throws CheckpointException if Maven is missing or fails; the message has its output
     */
    Path copy(Artifact artifact, Path directory) throws IOException {
        Path log = Files.createTempFile(directory, "maven", ".log");
        List<String> line = List.of(
                command,
                "-q",
                "-B",
                Artifact.named("maven-dependency-plugin") + ":copy",
                "-Dartifact=" + artifact,
                "-DoutputDirectory=" + directory);
        try {
            int exit = run(line, directory, log);
            Path jar = directory.resolve(artifact.jar());
            if (exit != 0 || !Files.exists(jar)) {
                throw new CheckpointException("Maven could not fetch " + artifact + " (exit " + exit + "): '"
                        + String.join(" ", line) + "' said:\n"
                        + new String(Files.readAllBytes(log), Charset.defaultCharset()).strip());
            }
            return jar;
        } finally {
            Files.deleteIfExists(log);
        }
    }

    private int run(List<String> line, Path directory, Path log) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(line)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new CheckpointException(
                    "Can't run " + command + ": " + e.getMessage()
                            + ". Install Maven (Debian: apt install maven; macOS: brew install maven; else"
                            + " https://maven.apache.org/install.html) and see that mvn is on the path.",
                    e);
        }
        try {
            process.getOutputStream().close();
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new CheckpointException("Interrupted while Maven ran", e);
        }
    }
}
