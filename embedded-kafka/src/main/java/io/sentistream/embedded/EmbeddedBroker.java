package io.sentistream.embedded;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka broker and its controller inside this JVM, for one machine: it listens on 127.0.0.1 alone, without encryption
 * or passwords, and keeps one copy of everything in its directory, from which the next one goes on.
 *
 * <p>Up in 3 to 4 seconds. Topics are never created by themselves. The classes it starts are public, but no public API of
 * Kafka: they are checked anew with each version.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final int NODE = 1;
    /** The same in every directory, so that a directory can be prepared again: 16 bytes in base64. */
    private static final String CLUSTER = "c2VudGlzdHJlYW0tbG9jYQ";

    private static final String CONTROLLER = "CONTROLLER";
    private static final Set<String> LISTENER_LISTS =
            Set.of("listeners", "advertised.listeners", "listener.security.protocol.map");

    private final KafkaRaftServer server;
    private final DirectoryLock lock;
    private final int port;

    private EmbeddedBroker(KafkaRaftServer server, DirectoryLock lock, int port) {
        this.server = server;
        this.lock = lock;
        this.port = port;
    }

    /** Starts one on any free port. */
    public static EmbeddedBroker start(Path directory) {
        return start(directory, 0);
    }

    /**
     * Starts one and returns when it takes connections.
     *
     * @param directory holds its data; made if it isn't there, and used by one broker at a time
     * @param port to listen on; 0 for any free one
     * @throws IllegalStateException naming the port or the directory, if it is taken
     * @throws KafkaException if the directory holds what this version can't read
     */
    public static EmbeddedBroker start(Path directory, int port) {
        return start(directory, port, List.of(), Map.of());
    }

    /**
     * The same with users of SCRAM and with keys of the broker's own, which beat those set here; {@code listeners} and the
     * like come on top of ours.
     *
     * @param users as Kafka's formatter takes them, such as {@code SCRAM-SHA-512=[name=me,password=mine]}
     */
    static EmbeddedBroker start(Path directory, int port, List<String> users, Map<String, String> more) {
        var brokerPort = LocalPort.find(port, "Kafka");
        var controllerPort = LocalPort.find(0, "Kafka's controller");
        // Kafka has a lock too, but looks at it after its controller has begun to write.
        var lock = DirectoryLock.take(directory, "Kafka's data");
        KafkaRaftServer server = null;
        try {
            format(directory, users);
            server = new KafkaRaftServer(
                    new KafkaConfig(config(directory, brokerPort, controllerPort, more), false), Time.SYSTEM);
            server.startup();
        } catch (RuntimeException e) {
            if (server != null) {
                server.shutdown();
            }
            lock.close();
            throw new KafkaException(
                    "Kafka couldn't start on port " + brokerPort + " with its data in " + directory + ": "
                            + e.getMessage(),
                    e);
        }
        log.info("Kafka listens on {}:{}, its data in {}", LocalPort.HOST, brokerPort, directory);
        return new EmbeddedBroker(server, lock, brokerPort);
    }

    /** The address for {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return LocalPort.HOST + ":" + port;
    }

    /** Stops it cleanly; its data stay. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        lock.close();
    }

    /** Writes the cluster's id and version into a new directory; one that has them is left as it is. */
    private static void format(Path directory, List<String> users) {
        var output = new ByteArrayOutputStream();
        try (var print = new PrintStream(output, true, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(print)
                    .setNodeId(NODE)
                    .setClusterId(CLUSTER)
                    .setDirectories(List.of(directory.toString()))
                    .setMetadataLogDirectory(directory.toString())
                    .setControllerListenerName(CONTROLLER)
                    .setIgnoreFormatted(true)
                    .setScramArguments(users)
                    .run();
        } catch (Exception e) { // as the formatter declares
            throw new KafkaException("Kafka's directory " + directory + " can't be prepared: " + e.getMessage(), e);
        }
        log.debug("{}", output.toString(StandardCharsets.UTF_8));
    }

    private static Map<String, String> config(Path directory, int port, int controllerPort, Map<String, String> more) {
        var config = new HashMap<String, String>();
        config.put("node.id", Integer.toString(NODE));
        config.put("process.roles", "broker,controller");
        config.put("controller.quorum.voters", NODE + "@" + LocalPort.HOST + ":" + controllerPort);
        config.put("controller.listener.names", CONTROLLER);
        var listener = "PLAINTEXT://" + LocalPort.HOST + ":" + port;
        config.put("listeners", listener + "," + CONTROLLER + "://" + LocalPort.HOST + ":" + controllerPort);
        config.put("advertised.listeners", listener);
        config.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        config.put("log.dirs", directory.toString());
        // A topic made by a mistyped name would hide the mistake.
        config.put("auto.create.topics.enable", "false");
        // One broker holds the only copy.
        config.put("default.replication.factor", "1");
        config.put("min.insync.replicas", "1");
        config.put("offsets.topic.replication.factor", "1");
        config.put("transaction.state.log.replication.factor", "1");
        config.put("transaction.state.log.min.isr", "1");
        config.put("share.coordinator.state.topic.replication.factor", "1");
        config.put("share.coordinator.state.topic.min.isr", "1");
        // Sized for a few clients on one machine.
        config.put("group.initial.rebalance.delay.ms", "0");
        config.put("offsets.topic.num.partitions", "4");
        config.put("transaction.state.log.num.partitions", "4");
        config.put("share.coordinator.state.topic.num.partitions", "4");
        config.put("num.network.threads", "2");
        config.put("num.io.threads", "4");
        config.put("background.threads", "2");
        config.put("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20));
        more.forEach((key, value) -> config.merge(
                key, value, (ours, theirs) -> LISTENER_LISTS.contains(key) ? ours + "," + theirs : theirs));
        return config;
    }
}
