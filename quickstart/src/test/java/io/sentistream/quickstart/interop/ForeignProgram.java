package io.sentistream.quickstart.interop;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;

/**
 * Programs that others wrote, run to their end in {@link #DIRECTORY}, where their input and output stay for those who
 * look for a fault.
 *
 * @param install how to install what they need, for the message when one is missing or fails
 */
record ForeignProgram(String install) {
    static final Path DIRECTORY = Path.of("target", "interop").toAbsolutePath();
    private static final int MINUTES = 5;

    // Escaped, so that halves of surrogate pairs arrive.
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** Puts a script that lies beside this class where it will run. */
    static String script(String name) throws IOException {
        Files.createDirectories(DIRECTORY);
        try (InputStream in = ForeignProgram.class.getResourceAsStream(name)) {
            Files.copy(in, DIRECTORY.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        return name;
    }

    /** Runs a program that reads and answers nothing of ours. */
    void run(String... command) throws IOException, InterruptedException {
        Files.createDirectories(DIRECTORY);
        Path output = DIRECTORY.resolve("output.log");
        run(new ProcessBuilder(command).redirectOutput(output.toFile()));
    }

    /** What a program that reads and writes JSON answers. */
    JsonNode ask(Object question, String... command) throws IOException, InterruptedException {
        Path input = DIRECTORY.resolve("input.json");
        Path output = DIRECTORY.resolve("output.json");
        JSON.writeValue(input.toFile(), question);
        run(new ProcessBuilder(command).redirectInput(input.toFile()).redirectOutput(output.toFile()));
        return JSON.readTree(output.toFile());
    }

    private void run(ProcessBuilder builder) throws IOException, InterruptedException {
        Path errors = DIRECTORY.resolve("errors.log");
        Process process = start(builder.directory(DIRECTORY.toFile()).redirectError(errors.toFile()));
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError(builder.command() + " did not end within " + MINUTES + " minutes");
        }
        if (process.exitValue() != 0) {
            throw new AssertionError(builder.command() + " failed with exit code " + process.exitValue() + ". "
                    + install + "\n" + Files.readString(errors));
        }
    }

    private Process start(ProcessBuilder builder) {
        // Libraries for CUDA are all that the package would download: those for the CPU come with it.
        builder.environment().put("ONNXRUNTIME_NODE_INSTALL", "skip");
        builder.environment().put("HF_HUB_OFFLINE", "1");
        try {
            return builder.start();
        } catch (IOException e) {
            throw new AssertionError("There is no " + builder.command().get(0) + ". " + install, e);
        }
    }
}
