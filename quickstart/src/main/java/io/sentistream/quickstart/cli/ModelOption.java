package io.sentistream.quickstart.cli;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.model.Models;
import io.sentistream.quickstart.home.Home;
import picocli.CommandLine.Option;

/** Which model. */
final class ModelOption {
    @Option(
            names = "--model",
            paramLabel = "DIR|NAME",
            defaultValue = "starter",
            description = "A directory in the layout of Hugging Face, 'starter', or a name on the hub"
                    + " (default: ${DEFAULT-VALUE}).")
    private String model;

    String name() {
        return model;
    }

    Checkpoint open(Home home) {
        return Checkpoint.open(new Models(home.models()).resolve(model));
    }
}
