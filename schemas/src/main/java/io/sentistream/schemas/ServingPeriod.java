package io.sentistream.schemas;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A time in which one version served, from the changes that {@link Topic#SERVING_HISTORY} keeps.
 *
 * @param changes the change that began it, and pins and unpins meanwhile, in their order
 * @param end the change that put another version in its place; none while it serves
 */
public record ServingPeriod(List<ServingModel> changes, Optional<ServingModel> end) {
    public ServingPeriod {
        changes = List.copyOf(changes);
    }

    /** The periods that these changes of a line make, given and returned in their order. */
    public static List<ServingPeriod> of(List<ServingModel> changes) {
        List<ServingPeriod> periods = new ArrayList<>();
        List<ServingModel> current = new ArrayList<>();
        for (ServingModel change : changes) {
            if (!current.isEmpty() && !current.get(0).getVersion().equals(change.getVersion())) {
                periods.add(new ServingPeriod(current, Optional.of(change)));
                current.clear();
            }
            current.add(change);
        }
        if (!current.isEmpty()) {
            periods.add(new ServingPeriod(current, Optional.empty()));
        }
        return periods;
    }

    /** The version that served. */
    public String version() {
        return changes.get(0).getVersion();
    }

    /** When a change was made; for records from before this was told, when its version began to serve. */
    public static Instant at(ServingModel change) {
        return change.getChangedAt() == null ? change.getSince() : change.getChangedAt();
    }
}
