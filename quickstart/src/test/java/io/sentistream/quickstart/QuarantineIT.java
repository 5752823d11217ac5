package io.sentistream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sentistream.quickstart.local.LocalOptions;
import io.sentistream.quickstart.local.LocalSystem;
import io.sentistream.trainer.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Labels that contradict each other, on their way through a whole system, by the commands that a person has. */
class QuarantineIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    private LocalSystem system;

    @Test
    @Timeout(900)
    void contradictoryLabelsAreListedReleasedLearnedAndWithdrawn() throws IOException, InterruptedException {
        Map<String, String> trainer = new HashMap<>(TinySystem.settings(directory));
        trainer.put("base.data", TinySystem.baseData(directory).toString());
        trainer.put("retrain.labels", "1000");
        trainer.put("withheld.feedback", "0");
        LocalOptions options = new LocalOptions(
                directory.resolve("home"),
                directory.resolve("data"),
                0,
                0,
                0,
                OptionalInt.empty(),
                trainer,
                Map.of(),
                new TrainingListener() {});
        try (LocalSystem started = LocalSystem.start(options, stage -> {})) {
            system = started;
            system.awaitModel(Duration.ofMinutes(5));
            assertThat(run("quarantine", "list").out()).isEqualTo("No label is set aside.\n");
            run("feedback", "--annotator=ada", "--label=positive", "the film was so so", "the film was great");
            run("feedback", "--annotator=bob", "--label=negative", "the  FILM was so so", "the film was awful");

            assertThat(train().get("labels.set.aside.contradictory").intValue()).isEqualTo(2);
            assertThat(run("quarantine", "list").out())
                    .contains("contradictory  positive by ada: the film was so so")
                    .contains("negative by bob, positive by ada");
            String key = labels().stream()
                    .filter(label -> label.get("annotator").textValue().equals("ada"))
                    .findFirst()
                    .orElseThrow()
                    .get("key")
                    .textValue();

            assertThat(Cli.run(all("quarantine", "release", "typo")).err())
                    .contains("refused RELEASE by", "no label is set aside under the key typo");
            assertThat(run("quarantine", "release", key, "--reason=I asked her").out())
                    .isEqualTo("Released 1 label; the next training learns from it.\n");
            assertThat(run("quarantine", "list").out()).contains("released by", "the next training learns it");
            assertThat(train().get("feedback.new.rows").intValue()).isEqualTo(1);
            assertThat(run("quarantine", "list").out()).contains("and learned since", "outvoted  negative by bob");

            run("feedback", "--annotator=ada", "--withdraw", "the film was so so", "the film was great");
            await().atMost(Duration.ofMinutes(2)).until(() -> labels().size() == 1);
            JsonNode after = train();
            assertThat(after.get("labels.settled.texts").intValue())
                    .as("both by bob: ada's are gone")
                    .isEqualTo(2);
            assertThat(after.get("feedback.older.rows").intValue()).isEqualTo(1);
            assertThat(labels()).isEmpty();
        }
    }

    private JsonNode train() throws IOException {
        return JSON.readTree(run("train", "--wait", "--json").out()).get("metrics");
    }

    private List<JsonNode> labels() throws IOException {
        List<JsonNode> labels = new ArrayList<>();
        for (String line : run("quarantine", "list", "--json").out().lines().toList()) {
            labels.add(JSON.readTree(line));
        }
        return labels;
    }

    private Cli run(String... arguments) {
        Cli cli = Cli.run(all(arguments));
        assertThat(cli.err()).isEmpty();
        assertThat(cli.exitCode()).isZero();
        return cli;
    }

    private String[] all(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--bootstrap-servers=" + system.cluster().bootstrapServers());
        all.add("--registry=" + system.cluster().registry());
        all.add("--home=" + directory.resolve("home"));
        return all.toArray(String[]::new);
    }
}
