package io.sentistream.quickstart.client;

import io.sentistream.quickstart.CommandFailed;
import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Shadow;
import io.sentistream.schemas.Topic;
import io.sentistream.schemas.TopicLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The models of the serving line {@code default} as the topics tell.
 *
 * @param versions every candidate, the oldest first
 * @param serving the one that serves, if any does yet
 * @param shadow the last one that ran in its shadow, or still does
 */
public record ModelLine(List<ModelVersion> versions, Optional<ServingModel> serving, Optional<ServingModel> shadow) {
    /** The only line there is. */
    public static final String LINE = "default";

    public ModelLine {
        versions = List.copyOf(versions);
    }

    /** Reads both topics to their ends. */
    public static ModelLine read(Cluster cluster) {
        Map<String, ModelVersion> versions = new LinkedHashMap<>();
        Optional<ServingModel> serving = Optional.empty();
        Optional<ServingModel> shadow = Optional.empty();
        try (TopicReader<ModelVersion> candidates = TopicReader.fromBeginning(
                        cluster, TopicLayout.plain().name(Topic.MODEL_VERSIONS), ModelVersion.class);
                TopicReader<ServingModel> models = TopicReader.fromBeginning(
                        cluster, TopicLayout.plain().name(Topic.MODELS), ServingModel.class)) {
            for (ConsumerRecord<String, ModelVersion> record : candidates.toEnd()) {
                if (record.value() == null) {
                    versions.remove(record.key());
                } else if (record.value().getLine().equals(LINE)) {
                    versions.put(record.key(), record.value());
                }
            }
            for (ConsumerRecord<String, ServingModel> record : models.toEnd()) {
                if (record.key().equals(LINE)) {
                    serving = Optional.ofNullable(record.value());
                } else if (record.key().equals(Shadow.key(LINE))) {
                    shadow = Optional.ofNullable(record.value());
                }
            }
        }
        return new ModelLine(new ArrayList<>(versions.values()), serving, shadow);
    }

    /** A candidate by its version; empty where there is none of this name. */
    public Optional<ModelVersion> known(String version) {
        return versions.stream()
                .filter(known -> known.getVersion().equals(version))
                .findFirst();
    }

    /**
     * A candidate by its version.
     *
     * @throws CommandFailed if there is none of this name; the message names those there are
     */
    public ModelVersion version(String version) {
        return known(version)
                .orElseThrow(() -> new CommandFailed("there is no version " + version + "; there are "
                        + (versions.isEmpty()
                                ? "none yet"
                                : versions.stream()
                                        .map(ModelVersion::getVersion)
                                        .collect(Collectors.joining(", ")))));
    }
}
