package io.sentistream.quickstart.cli;

import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.ServingModel;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A candidate as a JSON object on one line. */
final class VersionJson {
    private VersionJson() {}

    /** What the topic says of it, and whether it serves and is pinned. */
    static String of(ModelVersion version, Optional<ServingModel> serving) {
        Optional<ServingModel> itself =
                serving.filter(model -> model.getVersion().equals(version.getVersion()));
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("version", version.getVersion());
        object.put("verdict", version.getVerdict().name().toLowerCase(Locale.ROOT));
        object.put("reason", version.getReason());
        object.put("serves", itself.isPresent());
        object.put("pinned", itself.filter(ServingModel::getPinned).isPresent());
        object.put("parent", version.getParent());
        object.put("uri", version.getUri());
        object.put("manifestSha256", version.getManifestSha256());
        object.put("sizeBytes", version.getSizeBytes());
        object.put("metrics", version.getMetrics());
        object.put("createdAt", version.getCreatedAt().toString());
        return SentimentJson.write(object);
    }
}
