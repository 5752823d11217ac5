package io.sentistream.bert.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.CheckpointException;
import io.sentistream.bert.checkpoint.Manifest;
import io.sentistream.bert.checkpoint.ModelConfig;
import io.sentistream.bert.checkpoint.Tensor;
import io.sentistream.bert.checkpoint.WeightLayout;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * A fine-tuned checkpoint as its difference to the base, an eighth of its size: labels, manifest and, for each tensor
 * that changed, a {@link TensorDelta}.
 *
 * <p>Layout: four bytes {@code SSWD}, an int of the format's version, the sha256 of the base's weights as UTF, and then
 * deflated: the labels and the manifest as JSON (an int of its length, its bytes; length 0 for no manifest), the number
 * of tensors that follow, and each with its name as UTF. Numbers are big-endian, as {@link DataOutputStream} writes
 * them.
 */
public final class WeightDelta {
    private static final int MAGIC = 0x53535744;
    private static final int FORMAT_VERSION = 1;
    private static final int MAX_JSON = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private WeightDelta() {}

    /**
     * Writes the difference; the stream stays open.
     *
     * @throws IllegalArgumentException if {@code tuned} has no head, or is not {@code base} with other weights
     */
    public static void write(Checkpoint base, Checkpoint tuned, OutputStream out) throws IOException {
        ModelConfig expected = base.config().withLabels(tuned.config().labels());
        if (!tuned.hasHead() || !tuned.config().equals(expected)) {
            throw new IllegalArgumentException(
                    "a network of " + tuned.config() + " is no classifier fine-tuned from " + expected);
        }
        DataOutputStream head = new DataOutputStream(out);
        head.writeInt(MAGIC);
        head.writeInt(FORMAT_VERSION);
        head.writeUTF(base.weightsSha256());
        head.flush();
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            DeflaterOutputStream deflated = new DeflaterOutputStream(out, deflater, 1 << 16);
            DataOutputStream body = new DataOutputStream(new BufferedOutputStream(deflated, 1 << 16));
            writeBytes(body, JSON.writeValueAsBytes(tuned.config().labels()));
            writeBytes(body, tuned.manifest().map(Manifest::toJson).orElse(new byte[0]));
            Map<String, TensorDelta> deltas = new LinkedHashMap<>();
            start(base, expected).forEach((name, from) -> {
                TensorDelta delta =
                        TensorDelta.between(name, from, tuned.weights().get(name));
                if (!delta.isEmpty()) {
                    deltas.put(name, delta);
                }
            });
            body.writeInt(deltas.size());
            for (Map.Entry<String, TensorDelta> delta : deltas.entrySet()) {
                body.writeUTF(delta.getKey());
                delta.getValue().write(body);
            }
            body.flush();
            deflated.finish();
        } finally {
            deflater.end();
        }
    }

    /**
     * The fine-tuned checkpoint, to within half of 1/127 of the greatest change in each row of a matrix.
     *
     * @throws CheckpointException if the stream is damaged, or was written against another base
     */
    public static Checkpoint restore(Checkpoint base, InputStream in) throws IOException {
        try {
            DataInputStream head = new DataInputStream(in);
            if (head.readInt() != MAGIC) {
                throw new CheckpointException("This is no difference of weights. Name the file of one.");
            }
            int version = head.readInt();
            if (version != FORMAT_VERSION) {
                throw new CheckpointException("The difference of weights has the format version " + version
                        + "; this release reads " + FORMAT_VERSION + ". Upgrade it.");
            }
            String baseSha256 = head.readUTF();
            if (!baseSha256.equals(base.weightsSha256())) {
                throw new CheckpointException("The difference was made against weights of sha256 " + baseSha256
                        + ", but the base has " + base.weightsSha256() + ". Use the base it was made against.");
            }
            DataInputStream body = new DataInputStream(new InflaterInputStream(in));
            List<String> labels = JSON.readValue(readBytes(body), new TypeReference<List<String>>() {});
            byte[] manifest = readBytes(body);
            ModelConfig config = base.config().withLabels(labels);
            Map<String, Tensor> weights = start(base, config);
            int tensors = body.readInt();
            for (int i = 0; i < tensors; i++) {
                String name = body.readUTF();
                Tensor from = weights.get(name);
                if (from == null) {
                    throw new CheckpointException("The difference of weights is damaged: it changes '" + name
                            + "', which the base's network lacks. Fetch it again.");
                }
                weights.put(name, TensorDelta.read(from, body).applied());
            }
            return Checkpoint.of(
                    config,
                    weights,
                    base.tokenizerFiles(),
                    manifest.length == 0 ? Optional.empty() : Optional.of(Manifest.fromJson("The manifest", manifest)));
        } catch (EOFException | ZipException | JsonProcessingException e) {
            throw new CheckpointException("The difference of weights is damaged: " + e + ". Fetch it again.", e);
        }
    }

    /** What the difference is taken to: the base's encoder and pooler, zero for a pooler that it lacks, a head of zero. */
    private static Map<String, Tensor> start(Checkpoint base, ModelConfig config) {
        Map<String, List<Integer>> body = new LinkedHashMap<>(WeightLayout.encoder(config));
        body.putAll(WeightLayout.pooler(config));
        Map<String, Tensor> weights = new LinkedHashMap<>();
        body.forEach((name, shape) -> {
            Tensor tensor = base.weights().get(name);
            weights.put(name, tensor == null ? zero(shape) : tensor);
        });
        WeightLayout.classifier(config).forEach((name, shape) -> weights.put(name, zero(shape)));
        return weights;
    }

    private static Tensor zero(List<Integer> shape) {
        return Tensor.of(new float[shape.stream().reduce(1, Math::multiplyExact)], shape.toArray(Integer[]::new));
    }

    private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MAX_JSON) {
            throw new CheckpointException(
                    "The difference of weights is damaged: it has a text of " + length + " bytes. Fetch it again.");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }
}
