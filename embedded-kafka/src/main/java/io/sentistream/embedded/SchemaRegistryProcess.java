package io.sentistream.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An Apicurio schema registry in a process beside this one, spoken to by Confluent's REST interface. It listens on
 * 127.0.0.1 alone, refuses schemas that are not {@code FULL_TRANSITIVE}-compatible, and keeps schemas and their ids in its
 * directory, from which the next one goes on. It ends with this process, however that ends.
 *
 * <p>Up in about 4 seconds, in about 200 MB. Its output goes to {@code registry.log} in its directory.
 */
public final class SchemaRegistryProcess implements AutoCloseable {

    /** The system property that says where the registry's program lies. */
    public static final String HOME_PROPERTY = "sentistream.registry.home";
    /** The environment variable that says so where the property doesn't. */
    public static final String HOME_VARIABLE = "SENTISTREAM_REGISTRY_HOME";

    private static final Logger log = LoggerFactory.getLogger(SchemaRegistryProcess.class);
    private static final String MAIN_CLASS = "io.quarkus.runner.GeneratedMain";
    private static final Duration UP_WITHIN = Duration.ofMinutes(3);
    private static final Duration DOWN_WITHIN = Duration.ofSeconds(10);

    private final Process process;
    private final CompatibilityApi api;
    private final Path logFile;

    private SchemaRegistryProcess(Process process, CompatibilityApi api, Path logFile) {
        this.process = process;
        this.api = api;
        this.logFile = logFile;
    }

    /** Starts one on any free port. */
    public static SchemaRegistryProcess start(Path directory) {
        return start(directory, 0);
    }

    /**
     * Starts one and returns when it answers.
     *
     * @param directory holds its data and log; made if it isn't there, and used by one registry at a time
     * @param port to listen on; 0 for any free one
     * @throws IllegalStateException if the port is taken, the program isn't where {@value #HOME_PROPERTY} says, or it
     *     ends or stays silent; the message names the port, the path or the log
     */
    public static SchemaRegistryProcess start(Path directory, int port) {
        var jar = programJar();
        var httpPort = LocalPort.find(port, "the schema registry");
        var logFile = directory.resolve("registry.log");
        Process process;
        try {
            Files.createDirectories(directory);
            process = new ProcessBuilder(command(jar, directory.toAbsolutePath(), httpPort))
                    .redirectErrorStream(true)
                    .redirectOutput(logFile.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("The schema registry couldn't be started in " + directory, e);
        }
        var registry = new SchemaRegistryProcess(process, new CompatibilityApi(httpPort), logFile);
        try {
            registry.awaitAnswer();
            registry.api.require("FULL_TRANSITIVE");
        } catch (RuntimeException e) {
            registry.close();
            throw e;
        }
        log.info("The schema registry answers at {}, its data in {}", registry.url(), directory);
        return registry;
    }

    /** The address for {@code schema.registry.url}. */
    public String url() {
        return api.url();
    }

    /** Whether it runs; false also where it has ended of itself. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Where it writes what it has to say. */
    public Path logFile() {
        return logFile;
    }

    /** Stops it in order, or by force if it takes longer than 10 s; its data stay. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close(); // see UntilInputEnds
            if (!process.waitFor(DOWN_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitAnswer() {
        var deadline = System.nanoTime() + UP_WITHIN.toNanos();
        while (!api.answers()) {
            if (!process.isAlive()) {
                throw new IllegalStateException("The schema registry ended with exit code " + process.exitValue()
                        + "; the end of " + logFile + ":\n" + endOfLog());
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("The schema registry didn't answer within " + UP_WITHIN.toSeconds()
                        + " s; the end of " + logFile + ":\n" + endOfLog());
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while the schema registry starts", e);
            }
        }
    }

    private String endOfLog() {
        try {
            var lines =
                    Files.readString(logFile, StandardCharsets.UTF_8).lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
        } catch (IOException e) {
            return "(unreadable: " + e.getMessage() + ")";
        }
    }

    private static Path programJar() {
        var home = System.getProperty(HOME_PROPERTY, System.getenv(HOME_VARIABLE));
        if (home == null) {
            throw new IllegalStateException("Nothing says where the schema registry lies: set the system property "
                    + HOME_PROPERTY + " or the environment variable " + HOME_VARIABLE
                    + " to the directory embedded-kafka/target/registry, which the build makes.");
        }
        try (var jars = Files.newDirectoryStream(Path.of(home), "apicurio-registry-app-*-runner.jar")) {
            for (var jar : jars) {
                return jar.toAbsolutePath();
            }
        } catch (IOException e) {
            throw new IllegalStateException(missing(home), e);
        }
        throw new IllegalStateException(missing(home));
    }

    private static String missing(String home) {
        return "There is no schema registry in " + home + ": build with Maven, which unpacks it to "
                + "embedded-kafka/target/registry, and set " + HOME_PROPERTY + " or " + HOME_VARIABLE
                + " to that directory.";
    }

    private static List<String> command(Path jar, Path directory, int port) {
        var command = new ArrayList<String>();
        if (!System.getProperty("os.name").startsWith("Windows")) {
            // A terminal's Ctrl-C goes to this process too, and would end it under services that are still stopping.
            command.addAll(List.of("sh", "-c", "trap '' INT; exec \"$0\" \"$@\""));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx192m", "-XX:TieredStopAtLevel=1", "-Djava.util.logging.manager=org.jboss.logmanager.LogManager"));
        command.add("-Dquarkus.http.host=" + LocalPort.HOST);
        command.add("-Dquarkus.http.port=" + port);
        command.add("-Dquarkus.management.host=" + LocalPort.HOST);
        command.add("-Dquarkus.management.port=" + LocalPort.find(0, "the schema registry's management"));
        command.add("-Dquarkus.http.access-log.enabled=false");
        command.add("-Dapicurio.storage.kind=sql");
        command.add("-Dapicurio.storage.sql.kind=h2");
        var database = directory.resolve("registry").toUri().getPath();
        command.add("-Dapicurio.datasource.url=jdbc:h2:file:" + database);
        command.add("-Dapicurio.datasource.jdbc.initial-size=1");
        command.add("-Dapicurio.datasource.jdbc.min-size=1");
        command.add("-Dapicurio.datasource.jdbc.max-size=8");
        command.addAll(List.of("-cp", ownClasses() + System.getProperty("path.separator") + jar));
        command.addAll(List.of(UntilInputEnds.class.getName(), MAIN_CLASS));
        return command;
    }

    private static Path ownClasses() {
        try {
            return Path.of(UntilInputEnds.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException("This module's own classes can't be found", e);
        }
    }
}
