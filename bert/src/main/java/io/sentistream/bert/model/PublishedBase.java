package io.sentistream.bert.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sentistream.bert.checkpoint.Architecture;
import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.ModelConfig;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The two pretrained BERTs that Maven Central serves: ONNX files in jars of LangChain4j, on which this module depends. */
enum PublishedBase {
    /** {@code sentence-transformers/all-MiniLM-L6-v2}; six layers. */
    MINILM("minilm", "all-minilm-l6-v2", 6),
    /** {@code intfloat/e5-small-v2}; twelve layers. */
    E5_SMALL("e5-small", "e5-small-v2", 12);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String baseName;
    private final String resource;
    private final int layers;

    PublishedBase(String baseName, String resource, int layers) {
        this.baseName = baseName;
        this.resource = resource;
        this.layers = layers;
    }

    /** The name by which users ask for it. */
    String baseName() {
        return baseName;
    }

    /** The ONNX file in the jar. */
    String onnx() {
        return resource + ".onnx";
    }

    /** The tokenizer in the jar. */
    String tokenizer() {
        return resource + "-tokenizer.json";
    }

    /** The artifact whose jar holds the files. */
    Artifact artifact() {
        return Artifact.named(baseName);
    }

    /** Both have the widths of MiniLM and the vocabulary of bert-base-uncased. */
    ModelConfig config() {
        return new ModelConfig(
                Architecture.BERT, 30522, 384, layers, 12, 1536, 512, 2, 1e-12, 0.1, 0.1, 0.1, List.of());
    }

    /**
     * The base as a checkpoint.
     *
     * @param onnx the ONNX file
     * @param tokenizer the tokenizer, whose padding and truncation are removed: they are those of another use
     */
    Checkpoint checkpoint(InputStream onnx, InputStream tokenizer) throws IOException {
        ObjectNode settings = (ObjectNode) JSON.readTree(tokenizer);
        settings.putNull("padding").putNull("truncation");
        return Checkpoint.of(
                config(),
                OnnxWeights.read(onnx),
                Map.of("tokenizer.json", JSON.writeValueAsBytes(settings)),
                Optional.empty());
    }
}
