package io.sentistream.console.board;

import io.sentistream.schemas.FeedbackOffset;
import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.ServingPeriod;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The models as the page shows them.
 *
 * @param serving null where none serves yet
 * @param shadow null where none runs
 * @param versions every candidate, the newest first
 * @param periods when each version served, the newest first
 */
record ModelsView(Serving serving, InShadow shadow, List<Version> versions, List<Period> periods) {
    /**
     * The candidate that runs in the shadow of the model that serves.
     *
     * @param share the part of the reviews that it answers
     * @param since in ms since 1970
     * @param ends when it ends by itself, in ms since 1970; null where it does not
     */
    record InShadow(String version, String beside, double share, String reason, long since, Long ends) {
        static InShadow of(ServingModel model) {
            return new InShadow(
                    model.getVersion(),
                    model.getBeside(),
                    model.getShare(),
                    CommandOutcome.told(model),
                    model.getSince().toEpochMilli(),
                    model.getShadowEnds() == null ? null : model.getShadowEnds().toEpochMilli());
        }
    }

    /**
     * A time in which one version served.
     *
     * @param changes what began it, and pins and unpins meanwhile, the oldest first
     * @param end what put another version in its place; null while it serves
     */
    record Period(String version, List<Change> changes, Change end) {
        static Period of(ServingPeriod period) {
            return new Period(
                    period.version(),
                    period.changes().stream().map(Change::of).toList(),
                    period.end().map(Change::of).orElse(null));
        }
    }

    /**
     * A change of what serves.
     *
     * @param change such as PROMOTED
     * @param version what served from then on
     * @param at in ms since 1970
     */
    record Change(String change, String version, String by, String reason, long at) {
        static Change of(ServingModel model) {
            return new Change(
                    model.getChange().name(),
                    model.getVersion(),
                    model.getRequestedBy(),
                    CommandOutcome.told(model),
                    ServingPeriod.at(model).toEpochMilli());
        }
    }

    /**
     * The model that serves.
     *
     * @param previous the version that served before; null where none did
     * @param reason why it serves; blank where a refusal has taken the place of it
     * @param refusal the last request that was refused since it serves; blank where none was
     * @param since in ms since 1970
     * @param probationEnds until when it is compared with the one before, in ms since 1970; null where it is not
     */
    record Serving(
            String version,
            boolean pinned,
            String previous,
            String requestedBy,
            String reason,
            String refusal,
            long since,
            Long probationEnds) {

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
                    model.getSince().toEpochMilli(),
                    model.getProbationEnds() == null
                            ? null
                            : model.getProbationEnds().toEpochMilli());
        }
    }

    /**
     * A candidate.
     *
     * @param training what it was trained on and, under names that begin with {@code config.}, the settings
     * @param offsets up to where it learned from each partition of {@code labelled}
     * @param at when it was judged, in ms since 1970
     * @param probation how it does, or did, beside the version before it; null where nothing is known of that
     */
    record Version(
            String version,
            String parent,
            String verdict,
            String reason,
            Map<String, Double> metrics,
            Map<String, String> training,
            Map<Integer, Long> offsets,
            long sizeBytes,
            long at,
            String probation) {
        static Version of(ModelVersion version) {
            return new Version(
                    version.getVersion(),
                    version.getParent(),
                    version.getVerdict().name(),
                    version.getReason(),
                    finite(version.getMetrics()),
                    version.getTraining(),
                    version.getFeedbackOffsets().stream()
                            .collect(Collectors.toMap(FeedbackOffset::getPartition, FeedbackOffset::getOffset)),
                    version.getSizeBytes(),
                    version.getCreatedAt().toEpochMilli(),
                    version.getProbation() == null
                            ? null
                            : version.getProbation().getReason());
        }

        /** JSON has no infinity, and no number that is none. */
        private static Map<String, Double> finite(Map<String, Double> metrics) {
            return metrics.entrySet().stream()
                    .filter(metric -> Double.isFinite(metric.getValue()))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        }
    }
}
