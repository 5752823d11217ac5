package io.sentistream.quickstart.history;

import io.sentistream.schemas.FeedbackOffset;
import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.ServingPeriod;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is known of a version.
 *
 * @param version what was announced of it
 * @param ancestors what it descends from, the nearest first
 * @param periods when it served, the oldest first
 */
public record VersionHistory(ModelVersion version, List<String> ancestors, List<ServingPeriod> periods) {
    private static final String CONFIGURATION = "config.";

    public VersionHistory {
        ancestors = List.copyOf(ancestors);
        periods = List.copyOf(periods);
    }

    /** Whether it serves now. */
    public boolean serves() {
        return !periods.isEmpty() && last().end().isEmpty();
    }

    /** Why it does or does not serve, in a sentence; {@code time} writes the times. */
    public String why(Function<Instant, String> time) {
        if (serves()) {
            List<ServingModel> changes = last().changes();
            ServingModel latest = changes.get(changes.size() - 1);
            return "It serves since " + time.apply(ServingPeriod.at(changes.get(0))) + ": " + told(changes.get(0))
                    + (latest.getPinned() ? ". It is pinned by " + latest.getRequestedBy() : "");
        }
        if (!periods.isEmpty()) {
            ServingModel end = last().end().orElseThrow();
            return "It served until " + time.apply(ServingPeriod.at(end)) + ", when " + end.getVersion()
                    + " took its place: " + told(end);
        }
        return switch (version.getVerdict()) {
            case REFUSED -> "It never served: it was refused. 'models promote' lets it serve all the same";
            case UNDECIDED ->
                "It never served: there was too little evidence to promote or to refuse it. 'models promote' lets it"
                        + " serve all the same";
            case FAILED -> "It never served: its training failed, and there is no checkpoint";
            case INITIAL, PROMOTED, UNKNOWN -> "Nothing that is kept tells when it served";
        };
    }

    /** A change in words: {@code rolled back by ann: complaints}. */
    public static String told(ServingModel change) {
        String what = switch (change.getChange()) {
            case INITIAL -> "the first model, put there";
            case UNKNOWN -> "put there";
            default -> change.getChange().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
        return what + " by " + change.getRequestedBy()
                + (change.getReason().isBlank() ? "" : ": " + change.getReason());
    }

    /** What it was trained on, by name. */
    public Map<String, String> data() {
        Map<String, String> data = new TreeMap<>(version.getTraining());
        data.keySet().removeIf(name -> name.startsWith(CONFIGURATION));
        if (!version.getFeedbackOffsets().isEmpty()) {
            data.put(
                    "feedback.offsets",
                    version.getFeedbackOffsets().stream()
                            .sorted((a, b) -> Integer.compare(a.getPartition(), b.getPartition()))
                            .map(VersionHistory::told)
                            .collect(Collectors.joining(", ")));
        }
        return data;
    }

    private static String told(FeedbackOffset learned) {
        return "labelled-" + learned.getPartition() + " to " + learned.getOffset();
    }

    /** The settings it was trained and judged with, by key. */
    public Map<String, String> configuration() {
        Map<String, String> configuration = new TreeMap<>();
        version.getTraining().forEach((name, text) -> {
            if (name.startsWith(CONFIGURATION)) {
                configuration.put(name.substring(CONFIGURATION.length()), text);
            }
        });
        return configuration;
    }

    private ServingPeriod last() {
        return periods.get(periods.size() - 1);
    }
}
