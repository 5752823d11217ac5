package io.sentistream.quickstart.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.bert.inference.TextClassifier;
import io.sentistream.quickstart.Sentistream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exported starter in {@code @huggingface/transformers}, the JavaScript library. */
class TransformersJsInterop {
    private static final ForeignProgram NODE = new ForeignProgram(
            "Node.js 18 or later and npm are needed. Debian 12, Ubuntu 24.04 or later: sudo apt install nodejs npm");

    @Test
    void anExportedModelClassifiesInNodeAsHere(@TempDir Path directory) throws IOException, InterruptedException {
        String library = "@huggingface/transformers@" + System.getProperty("interop.transformers-js");
        NODE.run("npm", "install", "--prefix=.", "--no-audit", "--no-fund", library);
        Path exported = directory.resolve("exported");
        int exitCode =
                Sentistream.commandLine().execute("models", "export", "--onnx=" + exported, "--home=" + Starter.HOME);
        assertThat(exitCode).isZero();

        try (TextClassifier classifier = Starter.classifier()) {
            List<String> texts = Sentences.all();
            new Answers(NODE.ask(texts, "node", ForeignProgram.script("classify.mjs"), exported.toString()))
                    .assertThoseOf(classifier, texts);
        }
    }
}
