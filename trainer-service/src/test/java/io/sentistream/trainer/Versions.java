package io.sentistream.trainer;

import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Verdict;
import java.time.Instant;
import java.util.Map;

/** Announcements that say little. */
public final class Versions {
    private Versions() {}

    /** The version of this number, made in the second of its number. */
    public static ModelVersion version(int number, String parent, Verdict verdict) {
        return ModelVersion.newBuilder()
                .setVersion(name(number))
                .setParent(parent)
                .setUri("/store/" + name(number))
                .setManifestSha256("sha" + number)
                .setMetrics(Map.of())
                .setVerdict(verdict)
                .setReason("as judged")
                .setCreatedAt(Instant.ofEpochSecond(number))
                .build();
    }

    /** What is announced when this version serves. */
    public static ServingModel serving(int number, String previous, boolean pinned) {
        return ServingModel.newBuilder()
                .setVersion(name(number))
                .setUri("/store/" + name(number))
                .setManifestSha256("sha" + number)
                .setPinned(pinned)
                .setPrevious(previous)
                .setRequestedBy("somebody")
                .setSince(Instant.EPOCH)
                .build();
    }

    /** Such as v3-00000003. */
    public static String name(int number) {
        return String.format("v%d-%08x", number, number);
    }
}
