package io.sentistream.quickstart.cli;

import io.sentistream.quickstart.client.ModelLine;
import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Shadow;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A candidate as a JSON object on one line. */
final class VersionJson {
    private VersionJson() {}

    /** What the topic says of it, whether it serves and is pinned, and whether it runs in the shadow. */
    static String of(ModelVersion version, ModelLine line) {
        Optional<ServingModel> itself =
                line.serving().filter(model -> model.getVersion().equals(version.getVersion()));
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("version", version.getVersion());
        object.put("verdict", version.getVerdict().name().toLowerCase(Locale.ROOT));
        object.put("reason", version.getReason());
        object.put("serves", itself.isPresent());
        object.put("pinned", itself.filter(ServingModel::getPinned).isPresent());
        object.put(
                "shadow",
                line.shadow()
                        .filter(Shadow::runs)
                        .filter(model -> model.getVersion().equals(version.getVersion()))
                        .isPresent());
        object.put("parent", version.getParent());
        object.put("uri", version.getUri());
        object.put("manifestSha256", version.getManifestSha256());
        object.put("sizeBytes", version.getSizeBytes());
        object.put("metrics", version.getMetrics());
        object.put("createdAt", version.getCreatedAt().toString());
        return SentimentJson.write(object);
    }
}
