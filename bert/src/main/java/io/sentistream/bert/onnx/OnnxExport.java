package io.sentistream.bert.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.CheckpointException;
import io.sentistream.bert.checkpoint.NewDirectory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * A classifier as JavaScript's {@code pipeline('text-classification', directory)} and ONNX Runtime read it: {@code
 * config.json}, the tokenizer's files and {@code onnx/model.onnx} in float32. Safe for use by several threads.
 */
public final class OnnxExport {
    private OnnxExport() {}

    /**
     * Writes the directory, which exists only whole.
     *
     * <p>The graph's inputs are {@code input_ids}, {@code attention_mask} and, of a network with token types, {@code
     * token_type_ids}, int64 [batch, length]; any batch, any length up to the network's positions. Its output is {@code
     * logits}, float32 [batch, labels].
     *
     * @throws CheckpointException if {@code directory} exists already or can't be written, or the checkpoint has no head
     *     that classifies texts
     */
    public static void write(Checkpoint checkpoint, Path directory) {
        if (!checkpoint.hasHead()) {
            throw new CheckpointException("The model has no classifier, so there are no labels to export."
                    + " Fine-tune it first, or name one that is.");
        }
        if (!checkpoint.config().task().classifiesTexts()) {
            throw new CheckpointException(
                    "The model reads all tokens of a text to label them or to answer questions, but"
                            + " only classifiers of texts are exported. Name one of these.");
        }
        NewDirectory.write(directory, temporary -> {
            writeFiles(checkpoint, temporary);
            return directory;
        });
    }

    private static void writeFiles(Checkpoint checkpoint, Path directory) throws IOException {
        for (Map.Entry<String, byte[]> file : checkpoint.settings().entrySet()) {
            NewDirectory.writeFile(directory.resolve(file.getKey()), file.getValue());
        }
        Path graph = Files.createDirectory(directory.resolve("onnx"));
        ModelProto model = new ClassifierGraph(checkpoint).model();
        try (FileChannel channel = FileChannel.open(
                        graph.resolve("model.onnx"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(channel)) {
            model.writeTo(out);
            channel.force(true);
        }
        NewDirectory.sync(graph);
    }
}
