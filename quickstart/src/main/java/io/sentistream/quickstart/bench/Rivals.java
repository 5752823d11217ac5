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
            Network portable = Network.load(checkpoint, Device.CPU, Precision.FLOAT32, Kernels.PORTABLE);
            all.rivals.add(Rival.classifying("float32, portable", portable));
            Network packed = Network.load(checkpoint, Device.CPU, Precision.FLOAT32);
            all.addIf(Kernels.PACKED, packed, Rival.classifying("float32, packed", packed));
            OnnxModel same = new OnnxModel(exported(checkpoint, temporary.resolve("exported")), threads);
            all.rivals.add(new Rival(ONNX_FLOAT32, same::run, same::close));
            Network int8 = Network.load(checkpoint, Device.CPU, Precision.INT8);
            all.addIf(Kernels.INT8, int8, Rival.classifying("int8", int8));
            Network encoder = Network.load(checkpoint, Device.CPU, Precision.INT8);
            all.addIf(Kernels.INT8, encoder, Rival.encoding("int8, encoder of all positions", encoder));
            if (likeQuantized(checkpoint.config())) {
                OnnxModel quantized = new OnnxModel(quantized(), threads);
                all.rivals.add(new Rival(ONNX_INT8, quantized::run, quantized::close));
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

    /** Adds a network if it runs by these kernels; where they don't run, others have taken their place. */
    private void addIf(Kernels kernels, Network network, Rival rival) {
        if (network.kernels().equals(kernels)) {
            rivals.add(rival);
        } else {
            network.close();
        }
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
