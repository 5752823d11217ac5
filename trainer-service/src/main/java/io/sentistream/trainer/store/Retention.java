package io.sentistream.trainer.store;

import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.ServingModel;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which checkpoints are kept: the last ones, the one that serves (a pin holds that one), the one before it, the one in
 * the shadow, and the parents of all of these.
 *
 * @param versions how many of the last
 */
public record Retention(int versions) {
    /**
     * The versions to keep of those announced.
     *
     * @param used what serves, and what runs in its shadow
     */
    public Set<String> kept(Collection<ModelVersion> announced, Collection<ServingModel> used) {
        Map<String, ModelVersion> byName = new HashMap<>();
        announced.forEach(version -> byName.put(version.getVersion(), version));
        Set<String> kept = new HashSet<>();
        announced.stream()
                .sorted(Comparator.comparing(ModelVersion::getCreatedAt).reversed())
                .limit(versions)
                .forEach(version -> kept.add(version.getVersion()));
        used.forEach(model -> {
            kept.add(model.getVersion());
            kept.add(model.getPrevious());
        });
        List.copyOf(kept.stream().filter(byName::containsKey).toList())
                .forEach(version -> kept.add(byName.get(version).getParent()));
        kept.remove(null);
        return kept;
    }
}
