package io.sentistream.quickstart.cli;

import io.sentistream.bert.onnx.OnnxExport;
import io.sentistream.quickstart.terminal.Logging;
import io.sentistream.quickstart.terminal.Progress;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a model as other runtimes read it; needs no running system. */
@Command(name = "export", description = "Write a model for other runtimes, without Kafka.", sortOptions = false)
final class ExportCommand implements Callable<Integer> {
    @Option(
            names = "--onnx",
            required = true,
            paramLabel = "DIR",
            description =
                    "A new directory for @huggingface/transformers: configuration, tokenizer and onnx/model.onnx.")
    private Path directory;

    @Option(names = "--json", description = "One JSON object: directory.")
    private boolean json;

    @Mixin
    private ModelOption model;

    @Mixin
    private Context context;

    @Override
    @SuppressWarnings("try") // the bar is shown, not used
    public Integer call() {
        context.log(Logging.QUIET);
        try (Progress progress = Progress.of("exporting", Progress.UNKNOWN)) {
            OnnxExport.write(model.open(context.home()), directory);
        }
        Path written = directory.toAbsolutePath();
        context.out().println(json ? SentimentJson.write(Map.of("directory", written.toString())) : "Wrote " + written);
        return 0;
    }
}
