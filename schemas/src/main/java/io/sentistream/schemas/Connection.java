package io.sentistream.schemas;

import io.sentistream.schemas.config.Setting;
import io.sentistream.schemas.config.Settings;
import io.sentistream.schemas.config.SettingsException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the brokers, the schema registry and the topics are reached.
 *
 * @param clients the configuration of the Kafka clients and Confluent's serializers, by their own keys
 * @param topics what the topics are called
 * @param createTopics whether missing topics and the registry's subjects are created at the start
 */
public record Connection(Map<String, Object> clients, TopicLayout topics, boolean createTopics) {
    private static final Logger log = LoggerFactory.getLogger(Connection.class);
    private static final String UNRESOLVED = "No resolvable bootstrap urls";

    private static final Setting<String> BOOTSTRAP_SERVERS =
            Setting.text("bootstrap.servers", "localhost:9092", "brokers, as host:port with commas between");
    private static final Setting<String> REGISTRY = new Setting<>(
            "schema.registry.url",
            "http://localhost:8081",
            Connection::withoutPassword,
            "the schema registry's address; with commas between where there are several");
    private static final Setting<String> PREFIX =
            new Setting<>("topic.prefix", "", String::strip, "stands before the name of each topic");
    private static final Setting<Integer> REPLICATION = Setting.integer(
            "topic.replication", -1, -1, 32_767, "copies of topics that are created; -1 for the brokers' default");
    private static final Setting<Boolean> CREATE = Setting.flag(
            "topic.create", true, "whether missing topics and the registry's subjects are created at the start");

    /** The keys of a connection. */
    public static final List<Setting<?>> SETTINGS = List.of(BOOTSTRAP_SERVERS, REGISTRY, PREFIX, REPLICATION, CREATE);

    // A registry that accepts a call and never answers must not outlast a transaction, nor hold up a controller.
    private static final Map<String, String> REGISTRY_TIMEOUTS =
            Map.of("schema.registry.http.connect.timeout.ms", "5000", "schema.registry.http.read.timeout.ms", "5000");

    public Connection {
        clients = Map.copyOf(clients);
    }

    /**
     * The connection of settings that were read with {@link #SETTINGS} among them. The registry has 5 s to answer a call,
     * unless Confluent's keys say otherwise.
     *
     * @throws IllegalArgumentException if the prefix can't be part of a topic's name
     */
    public static Connection of(Settings settings) {
        Map<String, Object> clients = new HashMap<>(REGISTRY_TIMEOUTS);
        clients.putAll(settings.clients());
        clients.put(BOOTSTRAP_SERVERS.key(), settings.get(BOOTSTRAP_SERVERS));
        clients.put(REGISTRY.key(), settings.get(REGISTRY));
        TopicLayout topics = new TopicLayout(settings.get(PREFIX), settings.get(REPLICATION), Map.of());
        return new Connection(clients, topics, settings.get(CREATE));
    }

    /**
     * Creates the topics that are missing and prepares the registry's subjects, unless that is left to others. Does nothing
     * new when run again.
     *
     * @throws KafkaException if the brokers or the registry don't answer, or refuse
     */
    public void prepare() {
        if (createTopics) {
            try (Admin admin = admin()) {
                topics.createMissing(admin);
            }
            RegistrySubjects.prepare(serdes(), topics);
        }
    }

    /**
     * Checks what can be checked before the brokers answer: that Kafka's clients take their configuration.
     *
     * @throws SettingsException if they refuse it, such as a truststore that isn't there
     */
    public void check() {
        try (Admin admin = admin()) {
            log.debug("{} is well-formed", admin);
        } catch (KafkaException e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            // A name that can't be resolved yet may be so later: brokers and their names come and go together.
            if (!String.valueOf(root.getMessage()).startsWith(UNRESOLVED)) {
                throw new SettingsException(
                        List.of("the Kafka clients refuse their configuration: " + root.getMessage()));
            }
        }
    }

    /** How values are written and read. */
    public AvroSerdes serdes() {
        return new AvroSerdes(clients);
    }

    /** A new admin client, for the caller to close. */
    public Admin admin() {
        return Admin.create(clients);
    }

    /** Addresses are logged by all that use them, so none may hold a password. */
    private static String withoutPassword(String addresses) {
        if (addresses.isBlank()) {
            throw new IllegalArgumentException("give an address such as http://127.0.0.1:8081");
        }
        if (addresses.contains("@")) {
            throw new IllegalArgumentException("give the address alone, and the user by"
                    + " basic.auth.credentials.source=USER_INFO and basic.auth.user.info=NAME:PASSWORD");
        }
        return addresses.strip();
    }

    /** Where the brokers and the registry are, without the rest, which may hold credentials. */
    @Override
    public String toString() {
        return clients.get(BOOTSTRAP_SERVERS.key()) + ", registry " + clients.get(REGISTRY.key());
    }
}
