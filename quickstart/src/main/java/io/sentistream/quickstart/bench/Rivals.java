package io.sentistream.quickstart.bench;

import io.sentistream.bert.checkpoint.Architecture;
import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.ModelConfig;
import io.sentistream.bert.network.Device;
import io.sentistream.bert.network.Kernels;
import io.sentistream.bert.network.Network;
import io.sentistream.bert.network.Precision;
import io.sentistream.bert.onnx.OnnxExport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Who takes part: a model in each of our kernels, and ONNX Runtime on the same weights and in int8. */
public final class Rivals implements AutoCloseable {
    /** Quantized by its makers, with dynamic scales; a BertModel of 6 layers of 384. */
    private static final String QUANTIZED = "/all-minilm-l6-v2-q.onnx";

    static final String ONNX_FLOAT32 = "ONNX Runtime float32";
    static final String ONNX_INT8 = "ONNX Runtime int8, encoder";

    private final List<Rival> rivals = new ArrayList<>();

    private Rivals() {}

    /**
     * Loads them all on the CPU.
     *
     * @param checkpoint a classifier
     * @param temporary an empty directory
     * @param threads how many compute a product in ONNX Runtime
     */
    public static Rivals of(Checkpoint checkpoint, Path temporary, int threads) {
        Rivals all = new Rivals();
        try {
            all.add(Rival.classifying("float32, portable", network(checkpoint, Kernels.PORTABLE)));
            all.add(Rival.classifying("float32, packed", network(checkpoint, Kernels.PACKED)));
            OnnxModel same = new OnnxModel(exported(checkpoint, temporary.resolve("exported")), threads);
            all.add(new Rival(ONNX_FLOAT32, same::run, same::close));
            all.add(Rival.classifying("int8", network(checkpoint, Kernels.INT8)));
            all.add(Rival.encoding("int8, encoder of all positions", network(checkpoint, Kernels.INT8)));
            if (likeQuantized(checkpoint.config())) {
                OnnxModel quantized = new OnnxModel(quantized(), threads);
                all.add(new Rival(ONNX_INT8, quantized::run, quantized::close));
            }
            return all;
        } catch (RuntimeException e) {
            all.close();
            throw e;
        }
    }

    List<Rival> all() {
        return rivals;
    }

    private void add(Rival rival) {
        rivals.add(rival);
    }

    private static Network network(Checkpoint checkpoint, Kernels kernels) {
        return Network.load(checkpoint, Device.CPU, Precision.FLOAT32, kernels);
    }

    private static byte[] exported(Checkpoint checkpoint, Path directory) {
        OnnxExport.write(checkpoint, directory);
        try {
            return Files.readAllBytes(directory.resolve("onnx").resolve("model.onnx"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a network takes as long as the quantized model, whatever its weights. */
    private static boolean likeQuantized(ModelConfig config) {
        return config.architecture() == Architecture.BERT
                && config.layers() == 6
                && config.hiddenSize() == 384
                && config.heads() == 12
                && config.intermediateSize() == 1536
                && config.vocabularySize() == 30522;
    }

    private static byte[] quantized() {
        try (InputStream in = Rivals.class.getResourceAsStream(QUANTIZED)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        rivals.forEach(Rival::close);
    }
}
