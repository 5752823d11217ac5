package io.sentistream.bert.checkpoint;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What {@code manifest.json} says of a checkpoint: where it comes from and what its files must hash to.
 *
 * @param formatVersion the version of this layout; a newer one than ours is refused
 * @param version the model version, such as {@code v3-1f0c9a2b}
 * @param parent the version or base it was trained from
 * @param createdAt when training ended
 * @param files sha256 in hex of each file of the directory but the manifest itself, by file name
 * @param metrics accuracies, losses, counts, seconds, by name
 * @param temperature the temperature that was folded into the classifier's weights; 1 for none
 * @param training the training configuration and data, as recorded text by name
 * @param feedbackOffsets the offset after the last record of {@code labelled} learned from, by partition
 * @param judgement how it was judged; none for a model that no serving line's trainer made
 */
public record Manifest(
        int formatVersion,
        String version,
        Optional<String> parent,
        Instant createdAt,
        Map<String, String> files,
        Map<String, Double> metrics,
        double temperature,
        Map<String, String> training,
        Map<Integer, Long> feedbackOffsets,
        Optional<ManifestJudgement> judgement) {
    /** The file of a checkpoint's directory that holds it. */
    public static final String FILE_NAME = ManifestJson.NAME;

    /** The version of the layout that is written. */
    public static final int FORMAT_VERSION = 1;

    public Manifest {
        files = Collections.unmodifiableMap(new TreeMap<>(files));
        metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
        training = Collections.unmodifiableMap(new TreeMap<>(training));
        feedbackOffsets = Collections.unmodifiableMap(new TreeMap<>(feedbackOffsets));
    }

    /** The manifest of a model that was not judged. */
    public Manifest(
            int formatVersion,
            String version,
            Optional<String> parent,
            Instant createdAt,
            Map<String, String> files,
            Map<String, Double> metrics,
            double temperature,
            Map<String, String> training,
            Map<Integer, Long> feedbackOffsets) {
        this(
                formatVersion,
                version,
                parent,
                createdAt,
                files,
                metrics,
                temperature,
                training,
                feedbackOffsets,
                Optional.empty());
    }

    /** The same under another version's name. */
    public Manifest withVersion(String newVersion) {
        return with(newVersion, files, judgement);
    }

    /** The same with a judgement. */
    public Manifest judged(ManifestJudgement newJudgement) {
        return with(version, files, Optional.of(newJudgement));
    }

    /** The same of the files that were written. */
    Manifest withFiles(Map<String, String> newFiles) {
        return with(version, newFiles, judgement);
    }

    private Manifest with(String newVersion, Map<String, String> newFiles, Optional<ManifestJudgement> newJudgement) {
        return new Manifest(
                FORMAT_VERSION,
                newVersion,
                parent,
                createdAt,
                newFiles,
                metrics,
                temperature,
                training,
                feedbackOffsets,
                newJudgement);
    }

    /** The bytes of {@code manifest.json}. */
    public byte[] toJson() {
        return ManifestJson.write(this);
    }

    /**
     * Reads what {@link #toJson} writes.
     *
     * @param what begins the message of an exception, such as the file's path
     * @throws CheckpointException if the bytes are no manifest, or one of a newer format
     */
    public static Manifest fromJson(String what, byte[] json) {
        return ManifestJson.read(what, json);
    }
}
