package io.sentistream.quickstart.cli;

import io.sentistream.quickstart.CommandFailed;
import io.sentistream.quickstart.client.Cluster;
import io.sentistream.quickstart.home.Home;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which cluster a command talks to: the one of {@code up}, or any other. */
final class ClusterOptions {
    @ArgGroup(exclusive = false)
    private Other other;

    /** A cluster given by its addresses. */
    private static final class Other {
        @Option(
                names = "--bootstrap-servers",
                required = true,
                paramLabel = "HOST:PORT",
                description = "The Kafka to talk to (default: the one of 'up').")
        private String bootstrapServers;

        @Option(
                names = "--registry",
                required = true,
                paramLabel = "URL",
                description = "Its schema registry, such as http://127.0.0.1:8081.")
        private String registry;

        @Option(
                names = "--client-config",
                paramLabel = "FILE",
                description = "Properties of the Kafka clients, such as security.protocol.")
        private Path clientConfig;
    }

    /**
     * The cluster asked for.
     *
     * @throws CommandFailed if none was given and none is running
     */
    Cluster cluster(Home home) {
        return known(home)
                .orElseThrow(() -> new CommandFailed("nothing is running on " + home.directory()
                        + "; start it by 'sentistream up', or give --bootstrap-servers and --registry"));
    }

    /** The cluster asked for; none where none was given and none is running. */
    Optional<Cluster> known(Home home) {
        return other == null
                ? home.running().map(running -> new Cluster(running.bootstrapServers(), running.registry()))
                : Optional.of(new Cluster(other.bootstrapServers, other.registry, clientConfig()));
    }

    private Map<String, String> clientConfig() {
        if (other.clientConfig == null) {
            return Map.of();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(other.clientConfig)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new CommandFailed("can't read the client configuration " + other.clientConfig + ": " + e, e);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }
}
