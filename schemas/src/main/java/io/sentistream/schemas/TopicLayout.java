package io.sentistream.schemas;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the topics are called and how they are laid out on this cluster.
 *
 * @param prefix stands before the name of each topic, such as {@code staging.}; may be empty
 * @param replicationFactor of topics that are created; -1 takes the broker's default
 * @param partitions of topics that are created, where they differ from {@link Topic#partitions()}
 */
public record TopicLayout(String prefix, int replicationFactor, Map<Topic, Integer> partitions) {

    private static final Logger log = LoggerFactory.getLogger(TopicLayout.class);
    private static final Pattern LEGAL_PREFIX = Pattern.compile("[a-zA-Z0-9._-]{0,200}");
    private static final Duration LEADERS_WITHIN = Duration.ofSeconds(30);
    private static final Duration SETTLING = Duration.ofMillis(1500);

    public TopicLayout {
        if (!LEGAL_PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("The topic prefix '" + prefix
                    + "' can't be part of a topic's name: use up to 200 letters, digits, '.', '_' and '-'.");
        }
        if (replicationFactor != -1 && (replicationFactor < 1 || replicationFactor > Short.MAX_VALUE)) {
            throw new IllegalArgumentException("The replication factor " + replicationFactor
                    + " is none: use the number of copies, 1 or more, or -1 for the broker's default.");
        }
        partitions = Map.copyOf(partitions);
        partitions.forEach((topic, count) -> {
            if (count < 1) {
                throw new IllegalArgumentException(
                        "The topic " + topic.plainName() + " can't have " + count + " partitions: use 1 or more.");
            }
        });
    }

    /** The topics under their plain names, with the broker's default replication. */
    public static TopicLayout plain() {
        return new TopicLayout("", -1, Map.of());
    }

    /** The topics of one user or test among others on the same cluster. */
    public static TopicLayout prefixed(String prefix) {
        return new TopicLayout(prefix, -1, Map.of());
    }

    /** The topic's name on the cluster. */
    public String name(Topic topic) {
        return prefix + topic.plainName();
    }

    /** The subject under which the registry keeps the schemas of the topic's values (TopicNameStrategy). */
    public String subject(Topic topic) {
        return name(topic) + "-value";
    }

    /**
     * Creates the topics that are missing and waits until they take records. Topics that exist are left as they are;
     * where one has another cleanup policy or fewer partitions than this layout asks for, that is logged and returned.
     *
     * <p>An idempotent producer that sends to a partition in the moment of its creation can lose its first batch, even
     * when the partition has a leader; the failure shows at {@code delivery.timeout.ms} in the future of the send. So
     * this waits for the leaders and 1.5 s more where it created anything; senders check every future all the same.
     *
     * @return what a person should look at, a sentence each; empty when all is as it should be
     * @throws KafkaException if the cluster can't be reached or refuses
     */
    public List<String> createMissing(Admin admin) {
        var created = new ArrayList<String>();
        var existing = new HashMap<Topic, TopicDescription>();
        for (var topic : Topic.values()) {
            var description = describe(admin, name(topic));
            if (description.isEmpty()) {
                if (create(admin, topic)) {
                    created.add(name(topic));
                }
            } else {
                existing.put(topic, description.get());
            }
        }
        if (!created.isEmpty()) {
            awaitLeaders(admin, created);
            log.info("Created the topics {}", String.join(", ", created));
        }
        var found = flaws(admin, existing).stream().map(TopicFlaw::toString).toList();
        found.forEach(log::warn);
        return found;
    }

    /**
     * How the topics on the cluster differ from this layout; nothing is created.
     *
     * @throws KafkaException if the cluster can't be reached or refuses
     */
    public List<TopicFlaw> inspect(Admin admin) {
        var found = new ArrayList<TopicFlaw>();
        var existing = new HashMap<Topic, TopicDescription>();
        for (var topic : Topic.values()) {
            var description = describe(admin, name(topic));
            if (description.isPresent()) {
                existing.put(topic, description.get());
            } else {
                found.add(new TopicFlaw(
                        name(topic),
                        true,
                        "The topic " + name(topic) + " is missing.",
                        "Start a service with topic.create=true, which is the default, or create it."));
            }
        }
        found.addAll(flaws(admin, existing));
        return List.copyOf(found);
    }

    private boolean create(Admin admin, Topic topic) {
        var count = partitions.getOrDefault(topic, topic.partitions());
        var newTopic = new NewTopic(name(topic), count, (short) replicationFactor).configs(topic.config());
        try {
            admin.createTopics(List.of(newTopic)).all().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false; // another process was faster
            }
            throw new KafkaException(
                    "The topic " + name(topic) + " couldn't be created: "
                            + e.getCause().getMessage()
                            + " Check the broker's address, its permissions and the replication "
                            + "factor (" + replicationFactor + ").",
                    e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static Optional<TopicDescription> describe(Admin admin, String name) {
        try {
            return Optional.of(admin.describeTopics(List.of(name))
                    .topicNameValues()
                    .get(name)
                    .get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw new KafkaException(
                    "The topic " + name + " couldn't be looked up: "
                            + e.getCause().getMessage(),
                    e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static void awaitLeaders(Admin admin, List<String> names) {
        var deadline = System.nanoTime() + LEADERS_WITHIN.toNanos();
        try {
            for (var name : names) {
                while (!hasLeaders(describe(admin, name))) {
                    if (System.nanoTime() > deadline) {
                        throw new KafkaException("The new topic " + name + " has partitions without a leader after "
                                + LEADERS_WITHIN.toSeconds() + " s: check that enough brokers are up.");
                    }
                    Thread.sleep(50);
                }
            }
            Thread.sleep(SETTLING.toMillis());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static boolean hasLeaders(Optional<TopicDescription> description) {
        return description
                .filter(topic -> topic.partitions().stream()
                        .allMatch(partition -> partition.leader() != null
                                && !partition.leader().isEmpty()))
                .isPresent();
    }

    private List<TopicFlaw> flaws(Admin admin, Map<Topic, TopicDescription> existing) {
        var found = new ArrayList<TopicFlaw>();
        var policies = cleanupPolicies(
                admin, existing.keySet().stream().map(this::name).toList());
        Arrays.stream(Topic.values()).filter(existing::containsKey).forEach(topic -> {
            var wanted = topic.config().get(TopicConfig.CLEANUP_POLICY_CONFIG);
            var policy = policies.get(name(topic));
            if (!wanted.equals(policy)) {
                found.add(new TopicFlaw(
                        name(topic),
                        true,
                        "The topic " + name(topic) + " has cleanup.policy=" + policy + ", not " + wanted
                                + ": records may be lost or kept for too long.",
                        "Set it with kafka-configs.sh."));
            }
            var count = existing.get(topic).partitions().size();
            var wantedCount = partitions.getOrDefault(topic, topic.partitions());
            if (count < wantedCount) {
                found.add(new TopicFlaw(
                        name(topic),
                        false,
                        "The topic " + name(topic) + " has " + count + " of the " + wantedCount
                                + " partitions asked for.",
                        "Add them with kafka-topics.sh (keys then move between partitions), or ask for " + count
                                + "."));
            }
        });
        return List.copyOf(found);
    }

    private static Map<String, String> cleanupPolicies(Admin admin, List<String> names) {
        var resources = names.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        var policies = new HashMap<String, String>();
        try {
            for (Map.Entry<ConfigResource, Config> entry :
                    admin.describeConfigs(resources).all().get().entrySet()) {
                var policy = entry.getValue().get(TopicConfig.CLEANUP_POLICY_CONFIG);
                policies.put(entry.getKey().name(), policy.value());
            }
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "The topics' configuration couldn't be read: "
                            + e.getCause().getMessage(),
                    e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        return policies;
    }

    private static KafkaException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new org.apache.kafka.common.errors.InterruptException(e);
    }
}
