package io.sentistream.quickstart.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A BERT in ONNX Runtime. */
final class OnnxModel implements AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    /**
     * Loads a model, with all of the optimizations that are ONNX Runtime's default.
     *
     * @param onnx the file
     * @param threads how many compute a product
     */
    OnnxModel(byte[] onnx, int threads) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            session = environment.createSession(onnx, options);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime can't load the model: " + e.getMessage(), e);
        }
    }

    static String version() {
        return "ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion();
    }

    /** The first output of a batch, its values one after the other. */
    float[] run(List<int[]> rows) {
        int length = rows.stream().mapToInt(row -> row.length).max().orElse(0);
        LongBuffer ids = buffer(rows.size() * length);
        LongBuffer mask = buffer(rows.size() * length);
        for (int row = 0; row < rows.size(); row++) {
            int[] tokens = rows.get(row);
            for (int i = 0; i < tokens.length; i++) {
                ids.put(row * length + i, tokens[i]);
                mask.put(row * length + i, 1);
            }
        }
        Map<String, LongBuffer> all =
                Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", buffer(rows.size() * length));
        long[] shape = {rows.size(), length};
        List<OnnxTensor> owned = new ArrayList<>();
        try {
            Map<String, OnnxTensor> inputs = new HashMap<>();
            for (String name : session.getInputNames()) {
                OnnxTensor tensor = OnnxTensor.createTensor(environment, all.get(name), shape);
                owned.add(tensor);
                inputs.put(name, tensor);
            }
            try (OrtSession.Result result = session.run(inputs)) {
                var values = ((OnnxTensor) result.get(0)).getFloatBuffer();
                float[] copy = new float[values.remaining()];
                values.get(copy);
                return copy;
            }
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
        } finally {
            owned.forEach(OnnxTensor::close);
        }
    }

    private static LongBuffer buffer(int size) {
        return ByteBuffer.allocateDirect(Long.BYTES * size)
                .order(ByteOrder.nativeOrder())
                .asLongBuffer();
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime can't release the model: " + e.getMessage(), e);
        }
    }
}
