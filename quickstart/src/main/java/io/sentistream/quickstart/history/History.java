package io.sentistream.quickstart.history;

import io.sentistream.quickstart.CommandFailed;
import io.sentistream.quickstart.client.Cluster;
import io.sentistream.quickstart.client.ModelLine;
import io.sentistream.quickstart.client.TopicReader;
import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.ServingPeriod;
import io.sentistream.schemas.Topic;
import io.sentistream.schemas.TopicLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The history of the serving line {@code default} as the topics tell it.
 *
 * @param line every version, and what serves
 * @param changes every change of what serves, the oldest first
 */
public record History(ModelLine line, List<ServingModel> changes) {
    public History {
        changes = List.copyOf(changes);
    }

    /** Reads the topics to their ends. Where nothing is kept of changes yet, what serves is all that is known of them. */
    public static History read(Cluster cluster) {
        ModelLine line = ModelLine.read(cluster);
        List<ServingModel> changes = new ArrayList<>();
        try (TopicReader<ServingModel> kept = TopicReader.fromBeginning(
                cluster, TopicLayout.plain().name(Topic.SERVING_HISTORY), ServingModel.class)) {
            for (ConsumerRecord<String, ServingModel> record : kept.toEnd()) {
                if (record.value() != null && record.key().equals(ModelLine.LINE)) {
                    changes.add(record.value());
                }
            }
        }
        return new History(line, changes.isEmpty() ? line.serving().stream().toList() : changes);
    }

    /**
     * What is known of a version.
     *
     * @throws CommandFailed if there is none of this name; the message names those there are
     */
    public VersionHistory of(String version) {
        return new VersionHistory(
                line.version(version),
                ancestors(version),
                ServingPeriod.of(changes).stream()
                        .filter(period -> period.version().equals(version))
                        .toList());
    }

    /** The versions it descends from, the nearest first; the last is the model that the line began with. */
    private List<String> ancestors(String version) {
        List<String> ancestors = new ArrayList<>();
        Optional<String> parent = parent(version);
        while (parent.isPresent() && !ancestors.contains(parent.get())) {
            ancestors.add(parent.get());
            parent = parent(parent.get());
        }
        return ancestors;
    }

    private Optional<String> parent(String version) {
        return line.known(version).map(ModelVersion::getParent);
    }
}
