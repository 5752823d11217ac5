package io.sentistream.embedded;

import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.testcontainers.DockerClientFactory;

/**
 * The broker and the registry that a test JVM's integration tests share: in containers where Docker answers, embedded
 * where it doesn't, or as {@code -Dtest.kafka=docker|embedded} says. Nothing is skipped for want of Docker.
 *
 * <p>Started at the first call, stopped when the JVM ends. Tests keep out of each other's way by topics of their own: see
 * {@link #uniquePrefix}. A test that stops or restarts its broker starts an {@link EmbeddedBroker} of its own.
 */
public final class KafkaBackend {

    /** Where the broker and the registry run. */
    enum Kind {
        DOCKER,
        EMBEDDED
    }

    private final String bootstrapServers;
    private final String registryUrl;

    private KafkaBackend(String bootstrapServers, String registryUrl) {
        this.bootstrapServers = bootstrapServers;
        this.registryUrl = registryUrl;
    }

    /** The one of this JVM. */
    public static KafkaBackend shared() {
        return Shared.BACKEND;
    }

    /** The address for {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** The address for {@code schema.registry.url}; its compatibility is {@code FULL_TRANSITIVE}. */
    public String registryUrl() {
        return registryUrl;
    }

    /** A new admin client, for the caller to close. */
    public Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    /** A prefix for the names of a test's topics that no other test has. */
    public static String uniquePrefix(String test) {
        return test + "-" + UUID.randomUUID().toString().substring(0, 8) + ".";
    }

    /**
     * Decides which backend {@code -Dtest.kafka} asks for.
     *
     * @throws IllegalArgumentException if it names none
     * @throws IllegalStateException if it names Docker and Docker doesn't answer
     */
    static Kind choose(String setting, boolean dockerAnswers) {
        return switch (setting.toLowerCase(Locale.ROOT)) {
            case "embedded" -> Kind.EMBEDDED;
            case "auto" -> dockerAnswers ? Kind.DOCKER : Kind.EMBEDDED;
            case "docker" -> {
                if (!dockerAnswers) {
                    throw new IllegalStateException("test.kafka=docker, but Docker doesn't answer: start it, or leave "
                            + "test.kafka out to run the tests on the embedded broker.");
                }
                yield Kind.DOCKER;
            }
            default ->
                throw new IllegalArgumentException("test.kafka is '" + setting + "': use auto, docker or embedded.");
        };
    }

    private static KafkaBackend start() {
        var setting = System.getProperty("test.kafka", "auto");
        var kind = choose(setting, DockerClientFactory.instance().isDockerAvailable());
        System.out.println("Integration tests run on the " + kind + " broker (test.kafka=" + setting + ")");
        return kind == Kind.DOCKER ? inContainers() : embedded();
    }

    private static KafkaBackend embedded() {
        var directory = TemporaryDirectory.deletedAtExit("kafka-backend");
        var registry = SchemaRegistryProcess.start(directory.resolve("registry"));
        var broker = EmbeddedBroker.start(directory.resolve("kafka"));
        return new KafkaBackend(broker.bootstrapServers(), registry.url());
    }

    private static KafkaBackend inContainers() {
        var containers = Containers.start();
        return new KafkaBackend(containers.bootstrapServers(), containers.registryUrl());
    }

    private static final class Shared {
        static final KafkaBackend BACKEND = start();
    }
}
