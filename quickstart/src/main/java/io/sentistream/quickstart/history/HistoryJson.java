package io.sentistream.quickstart.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sentistream.schemas.FeedbackOffset;
import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.Probation;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.ServingPeriod;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Histories and differences as one JSON object on one line. Times are ISO 8601 in UTC. */
public final class HistoryJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private HistoryJson() {}

    /** A version with all that is known of it, and of the shadow run that it has to do with. */
    public static String of(VersionHistory history, Optional<ShadowRun> shadow) {
        ModelVersion version = history.version();
        Map<Integer, Long> offsets = new TreeMap<>();
        for (FeedbackOffset offset : version.getFeedbackOffsets()) {
            offsets.put(offset.getPartition(), offset.getOffset());
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("version", version.getVersion());
        object.put("verdict", version.getVerdict().name());
        object.put("reason", version.getReason());
        object.put("serves", history.serves());
        object.put("why", history.why(Instant::toString));
        object.put("ancestors", history.ancestors());
        object.put("createdAt", version.getCreatedAt().toString());
        object.put("uri", version.getUri());
        object.put("manifestSha256", version.getManifestSha256());
        object.put("sizeBytes", version.getSizeBytes());
        object.put("data", history.data());
        object.put("feedbackOffsets", offsets);
        object.put("configuration", history.configuration());
        object.put("metrics", new TreeMap<>(version.getMetrics()));
        object.put("probation", probation(version.getProbation()));
        object.put("served", history.periods().stream().map(HistoryJson::period).toList());
        object.put("shadow", shadow.map(ShadowRun::object).orElse(null));
        return write(object);
    }

    /** What differs between two versions: for each name what {@code a} and {@code b} have. */
    public static String of(String a, String b, Difference difference) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("a", a);
        object.put("b", b);
        object.putAll(pairs(difference.version()));
        object.put("data", pairs(difference.data()));
        object.put("configuration", pairs(difference.configuration()));
        object.put("metrics", pairs(difference.metrics()));
        return write(object);
    }

    /** How a version does on probation; null where it is not known to be or have been on one. */
    private static Map<String, Object> probation(Probation probation) {
        if (probation == null) {
            return null;
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("state", probation.getState().name());
        object.put("against", probation.getAgainst());
        object.put("ends", probation.getEnds().toString());
        object.put("labels", probation.getLabels());
        object.put("annotators", probation.getAnnotators());
        object.put("gained", probation.getGained());
        object.put("lost", probation.getLost());
        object.put("evidence", probation.getEvidence());
        object.put("reason", probation.getReason());
        return object;
    }

    private static Map<String, Object> period(ServingPeriod period) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("from", ServingPeriod.at(period.changes().get(0)).toString());
        object.put(
                "to", period.end().map(end -> ServingPeriod.at(end).toString()).orElse(null));
        object.put("changes", period.changes().stream().map(HistoryJson::change).toList());
        object.put("end", period.end().map(HistoryJson::change).orElse(null));
        return object;
    }

    private static Map<String, Object> change(ServingModel change) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("at", ServingPeriod.at(change).toString());
        object.put("change", change.getChange().name());
        object.put("version", change.getVersion());
        object.put("pinned", change.getPinned());
        object.put("by", change.getRequestedBy());
        object.put("reason", change.getReason());
        return object;
    }

    private static <T> Map<String, Object> pairs(List<Difference.Pair<T>> pairs) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (Difference.Pair<T> pair : pairs) {
            Map<String, Object> sides = new LinkedHashMap<>();
            sides.put("a", pair.a());
            sides.put("b", pair.b());
            object.put(pair.name(), sides);
        }
        return object;
    }

    private static String write(Map<String, ?> object) {
        try {
            return JSON.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts, numbers, lists and maps of them can always be written", e);
        }
    }
}
