package io.sentistream.bert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A {@code model.safetensors.index.json}, which says in which of several files each tensor lies. */
public final class ShardIndex {
    private final Path file;
    private final Map<String, String> shardOf = new TreeMap<>();

    /** @throws CheckpointException if it is no such file, or names a shard outside of its directory */
    public ShardIndex(Path file) {
        this.file = file;
        ObjectNode root = Json.object(file);
        for (Map.Entry<String, JsonNode> entry : root.path("weight_map").properties()) {
            String shard = entry.getValue().asText();
            if (!FileNames.isPlain(shard)) {
                throw new CheckpointException(file + " places '" + entry.getKey() + "' in '" + shard
                        + "', which is not a file of its directory. Do not use this model.");
            }
            shardOf.put(entry.getKey(), shard);
        }
        if (shardOf.isEmpty()) {
            throw new CheckpointException(file + " is damaged: its weight_map is empty. Fetch it again.");
        }
    }

    /** The names of the files that hold the tensors. */
    public Set<String> shards() {
        return new TreeSet<>(shardOf.values());
    }

    /** The tensors of all shards. */
    Map<String, Tensor> tensors() {
        Map<String, Tensor> all = new LinkedHashMap<>();
        for (String shard : shards()) {
            Path path = file.resolveSibling(shard);
            Safetensors.read(path).tensors().forEach((name, tensor) -> {
                if (!shard.equals(shardOf.get(name))) {
                    throw new CheckpointException(
                            path + " holds '" + name + "', which " + file + " does not place there. Fetch both again.");
                }
                all.put(name, tensor);
            });
        }
        shardOf.forEach((name, shard) -> {
            if (!all.containsKey(name)) {
                throw new CheckpointException(
                        file.resolveSibling(shard) + " lacks '" + name + "', which " + file + " places there.");
            }
        });
        return all;
    }
}
