package io.sentistream.resilience.cluster;

import static org.awaitility.Awaitility.await;

import io.sentistream.embedded.SchemaRegistryProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;

/**
 * Three brokers, each a process, and a registry: three copies of everything, Kafka's own topics included, two of which a
 * write must reach. The test JVM's tests share one, and leave it whole.
 */
public final class BrokerCluster {
    /** How many brokers there are; their ids count from 0 here. */
    public static final int BROKERS = 3;

    private static final String HOST = "127.0.0.1";
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private final List<BrokerPorts> ports;
    private final List<BrokerProcess> brokers = new ArrayList<>();
    private final List<Relay> relays = new ArrayList<>();
    private final SchemaRegistryProcess registry;

    private BrokerCluster(Path directory) {
        ports = IntStream.range(0, BROKERS).mapToObj(i -> BrokerPorts.find()).toList();
        for (int i = 0; i < BROKERS; i++) {
            brokers.add(new BrokerProcess(i, directory.resolve("broker-" + i), configuration(i)));
            relays.add(Relay.start(ports.get(i).relay(), ports.get(i).relayed()));
        }
        brokers.forEach(BrokerProcess::start);
        registry = SchemaRegistryProcess.start(directory.resolve("registry"));
        await().atMost(PATIENCE).ignoreException(ExecutionException.class).until(() -> alive() == BROKERS);
        System.out.println("Three brokers run, their logs in " + directory);
    }

    /** The one of this JVM. */
    public static BrokerCluster shared() {
        return Shared.CLUSTER;
    }

    /** The brokers' addresses. */
    public String bootstrapServers() {
        return addresses(BrokerPorts::direct);
    }

    /** The relays' addresses; who comes this way stays on it. */
    public String relayedServers() {
        return addresses(BrokerPorts::relay);
    }

    /** The registry's address. */
    public String registryUrl() {
        return registry.url();
    }

    /** What lies between clients of {@link #relayedServers} and a broker. */
    public Relay relay(int broker) {
        return relays.get(broker);
    }

    public List<Relay> relays() {
        return List.copyOf(relays);
    }

    /** Ends a broker by SIGKILL. */
    public void kill(int broker) throws InterruptedException {
        brokers.get(broker).kill();
    }

    /** Deletes a killed broker's copies of all topics. */
    public void wipe(int broker) {
        brokers.get(broker).wipe();
    }

    /** Starts a killed broker. */
    public void restart(int broker) {
        brokers.get(broker).start();
    }

    /** Waits until all brokers are there and have all copies. */
    public void awaitInSync() {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .ignoreException(ExecutionException.class)
                .until(this::inSync);
    }

    /** An admin client, for the caller to close. */
    public Admin admin() {
        return Admin.create(Map.of(
                "bootstrap.servers",
                bootstrapServers(),
                "request.timeout.ms",
                5_000,
                "default.api.timeout.ms",
                15_000));
    }

    private int alive() throws ExecutionException, InterruptedException {
        try (Admin admin = admin()) {
            return admin.describeCluster().nodes().get().size();
        }
    }

    private boolean inSync() throws ExecutionException, InterruptedException {
        brokers.forEach(BrokerProcess::check);
        try (Admin admin = admin()) {
            var names = admin.listTopics(new ListTopicsOptions().listInternal(true))
                    .names()
                    .get();
            return admin.describeCluster().nodes().get().size() == BROKERS
                    && admin.describeTopics(names).allTopicNames().get().values().stream()
                            .map(TopicDescription::partitions)
                            .flatMap(List::stream)
                            .allMatch(partition -> partition.isr().size() == BROKERS);
        }
    }

    private String addresses(ToIntFunction<BrokerPorts> port) {
        return ports.stream().map(of -> HOST + ":" + port.applyAsInt(of)).collect(Collectors.joining(","));
    }

    private Properties configuration(int broker) {
        BrokerPorts own = ports.get(broker);
        String direct = "DIRECT://" + HOST + ":" + own.direct();
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "node.id", Integer.toString(broker),
                "process.roles", "broker,controller",
                "controller.quorum.voters",
                        IntStream.range(0, BROKERS)
                                .mapToObj(
                                        i -> i + "@" + HOST + ":" + ports.get(i).controller())
                                .collect(Collectors.joining(",")),
                "controller.listener.names", "CONTROLLER",
                "inter.broker.listener.name", "DIRECT",
                "listener.security.protocol.map", "DIRECT:PLAINTEXT,RELAYED:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "listeners",
                        direct + ",RELAYED://" + HOST + ":" + own.relayed() + ",CONTROLLER://" + HOST + ":"
                                + own.controller(),
                "advertised.listeners", direct + ",RELAYED://" + HOST + ":" + own.relay(),
                "auto.create.topics.enable", "false"));
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            properties.setProperty(topic + ".replication.factor", "3");
            properties.setProperty(topic + ".num.partitions", "6");
        }
        properties.putAll(Map.of(
                "default.replication.factor", "3",
                "min.insync.replicas", "2",
                "transaction.state.log.min.isr", "2",
                "share.coordinator.state.topic.min.isr", "2",
                // Faults are many here, and each is to be noticed soon.
                "broker.session.timeout.ms", "8000",
                "broker.heartbeat.interval.ms", "1000",
                "replica.lag.time.max.ms", "10000",
                "transaction.abort.timed.out.transaction.cleanup.interval.ms", "500",
                "group.initial.rebalance.delay.ms", "0",
                "log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20)));
        properties.putAll(Map.of(
                "num.network.threads", "2",
                "num.io.threads", "4",
                "background.threads", "2"));
        // A machine that is busy with other work must not pass for a quorum that is broken.
        properties.setProperty("controller.quorum.fetch.timeout.ms", "6000");
        properties.setProperty("controller.quorum.election.timeout.ms", "3000");
        return properties;
    }

    private static final class Shared {
        static final BrokerCluster CLUSTER = start();

        private static BrokerCluster start() {
            Path directory = Path.of("target", "cluster").toAbsolutePath();
            try (Stream<Path> old = Files.exists(directory) ? Files.walk(directory) : Stream.empty()) {
                old.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new BrokerCluster(directory);
        }
    }
}
