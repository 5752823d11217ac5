package io.sentistream.console.board;

import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.ServingModel;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The models as the page shows them.
 *
 * @param serving null where none serves yet
 * @param versions every candidate, the newest first
 */
record ModelsView(Serving serving, List<Version> versions) {
    /**
     * The model that serves.
     *
     * @param previous the version that served before; null where none did
     * @param reason why it serves; blank where a refusal has taken the place of it
     * @param refusal the last request that was refused since it serves; blank where none was
     * @param since in ms since 1970
     */
    record Serving(
            String version,
            boolean pinned,
            String previous,
            String requestedBy,
            String reason,
            String refusal,
            long since) {

        /** What serves by this record, which may only tell of a refusal. */
        static Serving of(ServingModel model, Serving before) {
            boolean refusal = CommandOutcome.isRefusal(model);
            boolean same = before != null && before.version().equals(model.getVersion());
            String told = CommandOutcome.told(model);
            return new Serving(
                    model.getVersion(),
                    model.getPinned(),
                    model.getPrevious(),
                    model.getRequestedBy(),
                    refusal ? (same ? before.reason() : "") : told,
                    refusal ? told : "",
                    model.getSince().toEpochMilli());
        }
    }

    /**
     * A candidate.
     *
     * @param at when it was judged, in ms since 1970
     */
    record Version(
            String version,
            String parent,
            String verdict,
            String reason,
            Map<String, Double> metrics,
            long sizeBytes,
            long at) {
        static Version of(ModelVersion version) {
            return new Version(
                    version.getVersion(),
                    version.getParent(),
                    version.getVerdict().name(),
                    version.getReason(),
                    finite(version.getMetrics()),
                    version.getSizeBytes(),
                    version.getCreatedAt().toEpochMilli());
        }

        /** JSON has no infinity, and no number that is none. */
        private static Map<String, Double> finite(Map<String, Double> metrics) {
            return metrics.entrySet().stream()
                    .filter(metric -> Double.isFinite(metric.getValue()))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        }
    }
}
