package io.sentistream.embedded;

import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;

/** A broker and a registry under Docker, of the versions that are embedded elsewhere; they end with this JVM. */
record Containers(String bootstrapServers, String registryUrl) {

    private static final String KAFKA_IMAGE = "apache/kafka:4.3.1";
    private static final String REGISTRY_IMAGE = "apicurio/apicurio-registry:3.0.9";
    private static final int REGISTRY_PORT = 8080;
    private static final String REGISTRY_PATH = "/apis/ccompat/v7";

    /** Starts both. */
    @SuppressWarnings("resource") // Testcontainers stops them when this JVM ends
    static Containers start() {
        var kafka = new KafkaContainer(KAFKA_IMAGE).withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
        var registry = new GenericContainer<>(REGISTRY_IMAGE)
                .withExposedPorts(REGISTRY_PORT)
                .waitingFor(Wait.forHttp(REGISTRY_PATH + "/subjects"));
        kafka.start();
        registry.start();
        var api = new CompatibilityApi(
                "http://" + registry.getHost() + ":" + registry.getMappedPort(REGISTRY_PORT) + REGISTRY_PATH);
        api.require("FULL_TRANSITIVE");
        return new Containers(kafka.getBootstrapServers(), api.url());
    }
}
