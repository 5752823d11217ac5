package io.sentistream.bert.checkpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Writes a checkpoint's directory. */
final class CheckpointWriter {
    private final Checkpoint checkpoint;

    CheckpointWriter(Checkpoint checkpoint) {
        this.checkpoint = checkpoint;
    }

    Manifest write(Path directory, Manifest manifest, String modelCard) {
        return NewDirectory.write(directory, temporary -> writeFiles(temporary, manifest, modelCard));
    }

    private Manifest writeFiles(Path directory, Manifest manifest, String modelCard) throws IOException {
        Map<String, byte[]> small = new TreeMap<>(checkpoint.settings());
        small.put("README.md", modelCard.getBytes(StandardCharsets.UTF_8));
        checkpoint.reference().ifPresent(reference -> small.put(Reference.NAME, ReferenceJson.write(reference)));
        Map<String, String> hashes = new TreeMap<>();
        for (Map.Entry<String, byte[]> file : small.entrySet()) {
            NewDirectory.writeFile(directory.resolve(file.getKey()), file.getValue());
            hashes.put(file.getKey(), Sha256.of(file.getValue()));
        }
        Path weights = directory.resolve(CheckpointReader.WEIGHTS);
        checkpoint.safetensors().write(weights);
        hashes.put(CheckpointReader.WEIGHTS, checkpoint.weightsSha256());
        Manifest complete = manifest.withFiles(hashes);
        NewDirectory.writeFile(directory.resolve(ManifestJson.NAME), ManifestJson.write(complete));
        return complete;
    }
}
