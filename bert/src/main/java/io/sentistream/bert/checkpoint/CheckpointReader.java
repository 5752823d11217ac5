package io.sentistream.bert.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Opens a checkpoint's directory. */
final class CheckpointReader {
    static final String WEIGHTS = "model.safetensors";
    static final String INDEX = "model.safetensors.index.json";

    private final Path directory;

    CheckpointReader(Path directory) {
        this.directory = directory;
    }

    /**
     * Reads all of it.
     *
     * @param manifestSha256 what the manifest must hash to; empty where that is not known, or there is none
     */
    Checkpoint read(Optional<String> manifestSha256) {
        if (!Files.isDirectory(directory)) {
            throw new CheckpointException(
                    "There is no directory " + directory + ". Name one that holds a model in Hugging Face's layout.");
        }
        try {
            Optional<Manifest> manifest = new ManifestVerifier(directory).verify(manifestSha256);
            ConfigJson config = config();
            Map<String, Tensor> weights = weights(config);
            Tensor last = config.task()
                    .map(task -> weights.get(task.lastLayer() + ".weight"))
                    .orElse(null);
            int classes =
                    last == null || last.shape().isEmpty() ? 0 : last.shape().get(0);
            Checkpoint checkpoint = Checkpoint.of(config.model(classes), weights, tokenizerFiles(), manifest);
            return Reference.in(directory).map(checkpoint::withReference).orElse(checkpoint);
        } catch (CheckpointException e) {
            String message = e.getMessage();
            throw message.contains(directory.toString()) ? e : new CheckpointException(directory + ": " + message, e);
        } catch (IOException e) {
            throw new CheckpointException("Can't read " + directory + ": " + e, e);
        }
    }

    /** Whether a file of this name may be read as a part of the model. */
    static boolean reads(String name) {
        return name.endsWith(".safetensors")
                || name.equals(INDEX)
                || name.equals(ConfigJson.NAME)
                || name.equals(Reference.NAME)
                || TokenizerFiles.NAMES.contains(name);
    }

    private ConfigJson config() {
        Path file = directory.resolve(ConfigJson.NAME);
        if (!Files.exists(file)) {
            throw new CheckpointException("There is no " + ConfigJson.NAME + " in " + directory
                    + ". A model is a directory with config.json, model.safetensors and tokenizer.json or vocab.txt.");
        }
        return new ConfigJson(Json.object(file));
    }

    /** The tensors by canonical name, as float32. */
    private Map<String, Tensor> weights(ConfigJson config) throws IOException {
        TensorNames names = new TensorNames(config.architecture(), config.task());
        Map<String, Tensor> weights = new LinkedHashMap<>();
        tensors()
                .forEach((name, tensor) -> names.canonical(name).ifPresent(canonical -> {
                    if (weights.put(canonical, widened(name, tensor)) != null) {
                        throw new CheckpointException("The weights hold '" + canonical
                                + "' twice, under an old and a new name. Save the model again from Python.");
                    }
                }));
        return weights;
    }

    private Map<String, Tensor> tensors() throws IOException {
        if (Files.exists(directory.resolve(WEIGHTS))) {
            return Safetensors.read(directory.resolve(WEIGHTS)).tensors();
        }
        if (Files.exists(directory.resolve(INDEX))) {
            return new ShardIndex(directory.resolve(INDEX)).tensors();
        }
        String pickles;
        try (Stream<Path> files = Files.list(directory)) {
            pickles = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches(".*\\.(bin|pt|pth|ckpt|h5|msgpack)"))
                    .sorted()
                    .collect(Collectors.joining(", "));
        }
        if (pickles.isEmpty()) {
            throw new CheckpointException("There is no " + WEIGHTS + " in " + directory + ". Fetch or write it again.");
        }
        throw new CheckpointException("There is no " + WEIGHTS + " in " + directory + ", only " + pickles
                + ". Pickles run code when read, so only safetensors are. Convert it in Python:"
                + " AutoModelForSequenceClassification.from_pretrained('" + directory
                + "').save_pretrained('" + directory + "', safe_serialization=True)");
    }

    private static Tensor widened(String name, Tensor tensor) {
        return switch (tensor.dtype()) {
            case F32 -> tensor;
            case F16, BF16 -> Tensor.of(tensor.toFloats(), tensor.shape().toArray(Integer[]::new));
            default ->
                throw new CheckpointException("The tensor '" + name + "' is " + tensor.dtype()
                        + "; weights are read as F32, F16 or BF16. Save the model as one of these.");
        };
    }

    private Map<String, byte[]> tokenizerFiles() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String name : TokenizerFiles.NAMES) {
            if (Files.exists(directory.resolve(name))) {
                files.put(name, Files.readAllBytes(directory.resolve(name)));
            }
        }
        return files;
    }
}
