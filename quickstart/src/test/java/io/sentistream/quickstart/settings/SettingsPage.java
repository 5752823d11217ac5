package io.sentistream.quickstart.settings;

import io.sentistream.classifier.classify.ClassifierConfig;
import io.sentistream.classifier.label.LabelConfig;
import io.sentistream.console.ConsoleConfig;
import io.sentistream.schemas.config.Setting;
import io.sentistream.trainer.TrainerConfig;
import io.sentistream.trainer.offline.Home;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The page that lists every setting, as its definition in the code has it. */
final class SettingsPage {
    /** The programs that read settings. */
    static final List<Program> PROGRAMS = List.of(
            new Program(
                    "classify",
                    "io.sentistream.classifier.ClassifierMain classify",
                    ClassifierConfig.ENVIRONMENT_PREFIX,
                    ClassifierConfig.SETTINGS),
            new Program(
                    "label",
                    "io.sentistream.classifier.ClassifierMain label",
                    LabelConfig.ENVIRONMENT_PREFIX,
                    LabelConfig.SETTINGS),
            new Program(
                    "trainer",
                    "io.sentistream.trainer.TrainerMain run",
                    TrainerConfig.ENVIRONMENT_PREFIX,
                    TrainerConfig.SETTINGS),
            new Program(
                    "console",
                    "io.sentistream.console.ConsoleMain",
                    ConsoleConfig.ENVIRONMENT_PREFIX,
                    ConsoleConfig.SETTINGS));

    private static final String INTRODUCTION = """
            # Settings

            What the four programs of a cluster read. This page is made from their code; a test holds it to that.

            | program | main class and command | environment variables begin with |
            |---|---|---|
            %s
            Each takes settings from four layers, a later one beating an earlier:

            1. the defaults below;
            2. a properties file: `--config FILE`;
            3. environment variables: the program's prefix, then the key in capitals with `_` for each `.`;
            4. the command line: `--KEY=VALUE`, or `KEY=VALUE`, as keys of Kafka and the registry are given. `--help` lists all.

            ```sh
            java -cp '/app/lib/*' io.sentistream.classifier.ClassifierMain classify --config classify.properties batch.tokens=4096
            ```

            A value that can't be, or a key that nobody reads, ends the program at its start with exit code 2; the message
            names every such key, its value and the fix. Times are written `500ms`,
            `30s`, `5m`, `2h` or `7d`, and a bare number is milliseconds. A path may begin with `~/`.

            `./sentistream up` and `./sentistream demo` set all of this themselves. `SENTISTREAM_LOG_LEVEL` (by default `WARN`)
            sets how much the libraries log in each program, `SENTISTREAM_LOG_FORMAT` (`text` or `json`) how;
            [operating](operating.md) has more.

            ## Keys of Kafka and of the registry

            Kafka's own keys pass through under their own names to every consumer, producer and admin client of a program, such as
            `security.protocol`, `sasl.jaas.config`, `ssl.truststore.location`, `linger.ms` or `fetch.min.bytes`. So do the keys of
            Confluent's serializers: `auto.register.schemas`, `normalize.schemas`, `value.subject.name.strategy` and the like, and all
            that begin with `schema.registry.`, `basic.auth.`, `bearer.auth.` or `proxy.`. The registry has 5 s to accept a connection
            and 5 s to answer, unless `schema.registry.http.connect.timeout.ms` and `schema.registry.http.read.timeout.ms` say
            otherwise.

            `classify` and `label` are Kafka Streams applications and take Streams' keys as well (`state.dir`,
            `metrics.recording.level`, …), and a client's key for one kind of client alone after `consumer.`, `main.consumer.`,
            `producer.` or `admin.`. Where a table below has a key, that is the one to set: `max.poll.records`, not
            `main.consumer.max.poll.records`.

            Consumer groups and transactional ids a program sets itself, whatever is given.
            """;

    private static final String TRAINER = """
            `training.` is how an initial model without a head is fine-tuned on the base data; `adaptation.` is how feedback is
            learned.

            """;

    private SettingsPage() {}

    /** A program, and what its environment variables begin with. */
    record Program(String name, String command, String prefix, List<Setting<?>> settings) {
        /** The environment variable of a key. */
        String variable(String key) {
            return prefix + key.toUpperCase(Locale.ROOT).replace('.', '_');
        }

        private String section() {
            return "\n## " + name + "\n\n"
                    + (name.equals("trainer") ? TRAINER : "")
                    + "| key | default | meaning | environment variable |\n|---|---|---|---|\n"
                    + settings.stream().map(this::row).collect(Collectors.joining());
        }

        private String row(Setting<?> setting) {
            return "| `" + setting.key() + "` | " + defaultOf(setting) + " | " + setting.meaning() + " | `"
                    + variable(setting.key()) + "` |\n";
        }
    }

    /** The page's text. */
    static String text() {
        String programs = PROGRAMS.stream()
                .map(program ->
                        "| `" + program.name() + "` | `" + program.command() + "` | `" + program.prefix() + "` |\n")
                .collect(Collectors.joining());
        return INTRODUCTION.formatted(programs)
                + PROGRAMS.stream().map(Program::section).collect(Collectors.joining());
    }

    private static String defaultOf(Setting<?> setting) {
        String text = setting.defaultText();
        if (text.equals(Home.directory().toString())) {
            return "`$SENTISTREAM_HOME`, or else `~/.sentistream`";
        }
        return text.isEmpty() ? "none" : "`" + text + "`";
    }
}
