package io.sentistream.quickstart.doctor;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.sentistream.bert.network.Djl;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The libraries in machine code that DJL unpacks and loads into this JVM. */
public final class NativeLibraries {
    // The smallest tokenizer that there can be: one word.
    private static final String TOKENIZER = """
            {"version": "1.0", "model": {"type": "WordLevel", "vocab": {"[UNK]": 0}, "unk_token": "[UNK]"}}
            """;
    private static final String FIX =
            "see that SENTISTREAM_HOME/cache/djl can be written and has room, delete it so that it"
                    + " is unpacked anew, and use a system with glibc on x86-64 or ARM64";

    private NativeLibraries() {}

    /** Whether PyTorch loads. */
    public static Finding pytorch() {
        try {
            return Finding.ok("pytorch", Djl.version());
        } catch (RuntimeException | LinkageError e) {
            String path = libraryPath();
            return Finding.failed(
                    "pytorch",
                    "PyTorch does not load: " + root(e),
                    path == null
                            ? FIX
                            : "PYTORCH_LIBRARY_PATH is " + path
                                    + ": give the directory 'lib' of a libtorch 2.7.1, or unset it for the one that"
                                    + " comes along");
        }
    }

    /** Whether the tokenizers load. */
    public static Finding tokenizers() {
        Djl.configure();
        try (var json = new ByteArrayInputStream(TOKENIZER.getBytes(StandardCharsets.UTF_8));
                HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.newInstance(json, Map.of())) {
            return Finding.ok("tokenizers", "Hugging Face's tokenizers " + tokenizer.getVersion());
        } catch (IOException | RuntimeException | LinkageError e) {
            return Finding.failed("tokenizers", "The tokenizers do not load: " + root(e), FIX);
        }
    }

    private static String libraryPath() {
        String variable = System.getenv("PYTORCH_LIBRARY_PATH");
        return variable == null ? System.getProperty("PYTORCH_LIBRARY_PATH") : variable;
    }

    /** What was first, for what follows repeats that something failed. */
    private static Throwable root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
