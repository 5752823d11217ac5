package io.sentistream.quickstart.cli;

import io.sentistream.trainer.TrainerConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** What the commands share that draw by chance and judge as the trainer does. */
final class SimulationOptions {
    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The same gives the same tables (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--trainer",
            paramLabel = "KEY=VALUE",
            description = "A setting of what is simulated, such as gate.gain.level=0.05; can be repeated.")
    private Map<String, String> trainer = new LinkedHashMap<>();

    long seed() {
        return seed;
    }

    TrainerConfig config() {
        return TrainerConfig.of(trainer);
    }

    /** Refuses a number of draws that says nothing. */
    static int checked(int draws) {
        if (draws < 1) {
            throw new IllegalArgumentException("--draws " + draws + ": give 1 or more");
        }
        return draws;
    }
}
