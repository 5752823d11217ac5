package io.sentistream.quickstart.doctor;

import io.sentistream.bert.checkpoint.CheckpointException;
import io.sentistream.classifier.model.CheckpointLoader;
import io.sentistream.quickstart.CommandFailed;
import io.sentistream.quickstart.client.Cluster;
import io.sentistream.quickstart.client.ModelLine;
import io.sentistream.schemas.RegistrySubjects;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Topic;
import io.sentistream.schemas.TopicFlaw;
import io.sentistream.schemas.TopicLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * What stands on a cluster. Nothing is created or changed there.
 *
 * @param cluster which
 */
public record ClusterChecks(Cluster cluster) {
    private static final Duration WITHIN = Duration.ofSeconds(5);
    private static final TopicLayout LAYOUT = TopicLayout.plain();
    private static final String FIRST = "mend what failed above, then ask again";

    /** Broker, registry, topics and checkpoint, where there is no cluster. */
    public static List<Finding> ofNone(String why, String fix) {
        return List.of(
                Finding.warning("broker", why, fix),
                Finding.warning("registry", why, fix),
                Finding.warning("topics", why, fix),
                Finding.warning("checkpoint", why, fix));
    }

    /** Broker, registry, topics and the checkpoint that serves. */
    public List<Finding> findings() {
        List<Finding> all = new ArrayList<>();
        Finding registry = registry();
        try (Admin admin = cluster.admin()) {
            all.add(broker(admin));
            all.add(registry);
            all.addAll(topics(admin));
        } catch (KafkaException e) {
            all.add(unanswered(e));
            all.add(registry);
            all.add(Finding.warning("topics", "not looked at, for no broker answers", FIRST));
        }
        boolean readable = all.stream().noneMatch(finding -> finding.outcome() == Outcome.FAILED);
        all.add(
                readable
                        ? checkpoint()
                        : Finding.warning("checkpoint", "not looked at, for what is above failed", FIRST));
        return all;
    }

    private Finding broker(Admin admin) {
        try {
            var options = new DescribeClusterOptions().timeoutMs(Math.toIntExact(WITHIN.toMillis()));
            int brokers = admin.describeCluster(options).nodes().get().size();
            return Finding.ok(
                    "broker", brokers + (brokers == 1 ? " answers at " : " answer at ") + cluster.bootstrapServers());
        } catch (ExecutionException e) {
            throw new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private Finding unanswered(KafkaException e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return Finding.failed(
                "broker",
                "no Kafka answers at " + cluster.bootstrapServers() + " (" + root.getMessage() + ")",
                "start it, or correct --bootstrap-servers and --client-config");
    }

    private Finding registry() {
        try {
            RegistrySubjects.ask(cluster.serdes(), LAYOUT);
            return Finding.ok("registry", "answers at " + cluster.registry());
        } catch (KafkaException e) {
            return Finding.failed("registry", e.getMessage(), "start it, or correct --registry");
        }
    }

    private List<Finding> topics(Admin admin) {
        List<TopicFlaw> flaws = LAYOUT.inspect(admin);
        if (flaws.isEmpty()) {
            return List.of(Finding.ok("topics", "all " + Topic.values().length + " are laid out as they should be"));
        }
        return flaws.stream()
                .map(flaw -> new Finding(
                        "topics", flaw.harmful() ? Outcome.FAILED : Outcome.WARNING, flaw.what(), flaw.fix()))
                .toList();
    }

    private Finding checkpoint() {
        Optional<ServingModel> serving;
        try {
            serving = ModelLine.read(cluster).serving();
        } catch (CommandFailed | KafkaException e) {
            return Finding.failed("checkpoint", "who serves can't be read: " + e.getMessage(), FIRST);
        }
        return serving.map(ClusterChecks::checkpoint)
                .orElseGet(() -> Finding.warning(
                        "checkpoint",
                        "no model serves yet",
                        "the trainer makes the first one a while after its start; its log says how far it is"));
    }

    private static Finding checkpoint(ServingModel serving) {
        String where = serving.getVersion() + " in " + serving.getUri();
        try {
            CheckpointLoader.open(serving.getUri(), serving.getManifestSha256());
            return Finding.ok("checkpoint", where + " opens, and each file has the sha256 that was announced");
        } catch (CheckpointException e) {
            return Finding.failed(
                    "checkpoint",
                    where + ": " + e.getMessage(),
                    "put the directory back from a copy, or let another version serve: ./sentistream models rollback");
        }
    }
}
