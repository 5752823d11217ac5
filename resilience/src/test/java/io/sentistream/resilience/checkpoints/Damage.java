package io.sentistream.resilience.checkpoints;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sentistream.bert.TinyBert;
import io.sentistream.bert.checkpoint.Safetensors;
import io.sentistream.bert.checkpoint.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A way in which a checkpoint's directory can be bad.
 *
 * @param what what is wrong
 * @param change makes a good directory bad
 * @param signed whether the manifest is made to fit what the directory then holds, so that not the hashes refuse it
 * @param reason what the refusal must say
 */
record Damage(String what, Change change, boolean signed, String reason) {
    /** The size of a model's weights, so that there is something to cut. */
    static final TinyBert MODEL = TinyBert.of("negative", "positive").size(2, 128, 2);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WEIGHTS = "model.safetensors";
    private static final String MANIFEST = "manifest.json";
    private static final int STEP = 64 << 10;

    /** Changes a directory. */
    @FunctionalInterface
    interface Change {
        void to(Path directory) throws IOException;
    }

    /** Writes a checkpoint and damages it. */
    Path write(Path directory) throws IOException {
        MODEL.write(directory);
        change.to(directory);
        if (signed) {
            sign(directory);
        }
        return directory;
    }

    @Override
    public String toString() {
        return what + (signed ? ", signed" : "");
    }

    /** What the hashes find. */
    static List<Damage> foundByHashes() throws IOException {
        List<Damage> all = new ArrayList<>();
        for (long length : cuts()) {
            all.add(new Damage("weights of " + length + " bytes", d -> cut(d, length), false, WEIGHTS + " is damaged"));
        }
        for (String name :
                List.of(WEIGHTS, "config.json", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json")) {
            all.add(new Damage("a bit of " + name, d -> flip(d.resolve(name), -2), false, name + " is damaged"));
        }
        all.add(new Damage(
                "another hash in the manifest",
                d -> edit(d, MANIFEST, json -> ((ObjectNode) json.get("files")).put("vocab.txt", "0".repeat(64))),
                false,
                "vocab.txt is damaged"));
        all.add(new Damage(
                "a manifest that names a file elsewhere",
                d -> edit(
                        d, MANIFEST, json -> ((ObjectNode) json.get("files")).put("../../etc/passwd", "0".repeat(64))),
                false,
                "names '../../etc/passwd', which is not a file of its directory"));
        all.add(new Damage(
                "a manifest of a newer format",
                d -> edit(d, MANIFEST, json -> json.put("format_version", 2)),
                false,
                "has the format_version 2; this release reads up to 1"));
        all.add(new Damage("a manifest cut short", d -> cut(d.resolve(MANIFEST), 100), false, MANIFEST));
        all.add(new Damage(
                "a tokenizer that is missing", d -> Files.delete(d.resolve("tokenizer.json")), false, "is missing"));
        return all;
    }

    /** What must be found behind the hashes, and in a user's directory, which has none. */
    static List<Damage> behindHashes() throws IOException {
        List<Damage> all = new ArrayList<>();
        for (long length : cuts()) {
            all.add(new Damage("weights of " + length + " bytes", d -> cut(d, length), true, WEIGHTS + " is damaged"));
        }
        all.add(behind("a bit of the header's length", d -> flip(d.resolve(WEIGHTS), 1), WEIGHTS + " is damaged"));
        all.add(behind("a byte of the header's braces", d -> set(d.resolve(WEIGHTS), 8, '['), "header"));
        all.add(behind("a tensor's name", d -> replace(d, "classifier.bias", "classifier.bios"), "classifier.bi"));
        all.add(behind("a tensor's type", d -> replace(d, "\"F32\"", "\"F99\""), "F99"));
        all.add(behind("a tensor's type of another width", d -> replace(d, "\"F32\"", "\"F16\""), "takes"));
        all.add(behind(
                "a tensor's offsets", d -> replace(d, "\"data_offsets\":[0", "\"data_offsets\":[4"), "is damaged"));
        all.add(behind("a weight that is no number", d -> weight(d, Float.NaN), "not finite"));
        all.add(behind("a weight that is infinite", d -> weight(d, Float.POSITIVE_INFINITY), "not finite"));
        all.add(behind(
                "a label too many",
                d -> edit(d, "config.json", json -> ((ObjectNode) json.get("id2label")).put("2", "neutral")),
                "id2label"));
        all.add(behind(
                "a label too few",
                d -> edit(d, "config.json", json -> ((ObjectNode) json.get("id2label")).remove("1")),
                "id2label"));
        all.add(behind("no labels' names for a head that is missing", Damage::behead, "has no classifier"));
        all.add(behind("a configuration that is no JSON", d -> cut(d.resolve("config.json"), 20), "config.json"));
        all.add(behind(
                "a configuration of another size",
                d -> edit(d, "config.json", json -> json.put("hidden_size", 256)),
                "The weights do not fit the configuration"));
        all.add(behind("no configuration", d -> Files.delete(d.resolve("config.json")), "There is no config.json"));
        all.add(behind("no weights", d -> Files.delete(d.resolve(WEIGHTS)), "There is no " + WEIGHTS));
        all.add(behind(
                "a pickle for weights",
                d -> Files.move(d.resolve(WEIGHTS), d.resolve("pytorch_model.bin")),
                "Pickles run code when read"));
        all.add(behind(
                "no tokenizer",
                d -> {
                    Files.delete(d.resolve("tokenizer.json"));
                    Files.delete(d.resolve("vocab.txt"));
                },
                "There is no tokenizer.json and no vocab.txt"));
        all.add(behind("a tokenizer that is no JSON", d -> cut(d.resolve("tokenizer.json"), 50), "tokenizer.json"));
        all.add(behind(
                "a tokenizer without a model",
                d -> edit(d, "tokenizer.json", json -> json.remove("model")),
                "tokenizer.json"));
        all.add(behind(
                "a tokenizer of another kind",
                d -> edit(d, "tokenizer.json", json -> ((ObjectNode) json.get("model")).put("type", "Teleport")),
                "tokenizer.json"));
        all.add(behind(
                "a tokenizer of a larger vocabulary",
                d -> edit(
                        d,
                        "tokenizer.json",
                        json -> ((ObjectNode) json.get("model").get("vocab")).put("beyond", 1_000_000)),
                "word embeddings"));
        return all;
    }

    private static Damage behind(String what, Change change, String reason) {
        return new Damage(what, change, true, reason);
    }

    /** Lengths every 64 KB, the first in the midst of the header. */
    private static List<Long> cuts() throws IOException {
        Path directory = Files.createTempDirectory("whole").resolve("model");
        long whole = Files.size(MODEL.write(directory).resolve(WEIGHTS));
        return Stream.concat(Stream.of(0L, 4L, 300L), Stream.iterate((long) STEP, at -> at < whole, at -> at + STEP))
                .toList();
    }

    /** Makes the manifest's hashes those of the files that are there. */
    private static void sign(Path directory) throws IOException {
        Map<String, String> hashes = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                if (!file.endsWith(MANIFEST)) {
                    hashes.put(file.getFileName().toString(), sha256(file));
                }
            }
        }
        edit(directory, MANIFEST, json -> hashes.forEach(json.putObject("files")::put));
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void edit(Path directory, String name, Consumer<ObjectNode> change) throws IOException {
        Path file = directory.resolve(name);
        ObjectNode json = (ObjectNode) JSON.readTree(file.toFile());
        change.accept(json);
        Files.write(file, JSON.writeValueAsBytes(json));
    }

    private static void cut(Path directory, long length) throws IOException {
        Path file = Files.isDirectory(directory) ? directory.resolve(WEIGHTS) : directory;
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) length));
    }

    /** Flips a bit of a byte; negative positions count from the end. */
    private static void flip(Path file, int position) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[position < 0 ? bytes.length + position : position] ^= 1;
        Files.write(file, bytes);
    }

    private static void set(Path file, int position, char value) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[position] = (byte) value;
        Files.write(file, bytes);
    }

    /** Puts a text of the same length in the place of the first like it in the weights' header. */
    private static void replace(Path directory, String from, String to) throws IOException {
        Path file = directory.resolve(WEIGHTS);
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        int at = bytes.indexOf(from);
        Files.writeString(
                file, bytes.substring(0, at) + to + bytes.substring(at + from.length()), StandardCharsets.ISO_8859_1);
    }

    private static void weight(Path directory, float value) throws IOException {
        Map<String, Tensor> tensors =
                new LinkedHashMap<>(Safetensors.read(directory.resolve(WEIGHTS)).tensors());
        String name = "bert.encoder.layer.1.output.dense.weight";
        float[] values = tensors.get(name).toFloats();
        values[values.length / 2] = value;
        tensors.put(name, Tensor.of(values, tensors.get(name).shape().toArray(Integer[]::new)));
        write(directory, tensors);
    }

    /** In a new file, for the tensors are views of the old one. */
    private static void write(Path directory, Map<String, Tensor> tensors) throws IOException {
        Path file = directory.resolve("new");
        new Safetensors(Map.of("format", "pt"), tensors).write(file);
        Files.move(file, directory.resolve(WEIGHTS), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Takes the classifier away, so that a base is left. */
    private static void behead(Path directory) throws IOException {
        Map<String, Tensor> tensors =
                new LinkedHashMap<>(Safetensors.read(directory.resolve(WEIGHTS)).tensors());
        tensors.keySet().removeIf(name -> name.startsWith("classifier"));
        write(directory, tensors);
    }
}
