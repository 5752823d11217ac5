package io.sentistream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Help in a process of its own, on a terminal that util-linux's {@code script} makes, and without one. */
@EnabledOnOs(OS.LINUX)
class ColoursTest {
    private static final String ESCAPE = "\u001b[";
    private static final String HELP = Path.of(System.getProperty("java.home"), "bin", "java") + " -cp \"$CLASSPATH\" "
            + Sentistream.class.getName() + " --help";

    private static String run(Map<String, String> environment, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(List.of(command)).redirectErrorStream(true);
        builder.environment().remove("NO_COLOR");
        builder.environment().put("TERM", "xterm");
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("Usage:", "doctor");
        return output;
    }

    @Test
    void colouringIsForTerminals() throws Exception {
        assertThat(run(Map.of(), "script", "-qec", HELP, "/dev/null")).contains(ESCAPE);
        assertThat(run(Map.of(), "sh", "-c", HELP)).doesNotContain(ESCAPE);
    }

    @Test
    void whoSetsNoColorGetsNone() throws Exception {
        assertThat(run(Map.of("NO_COLOR", "1"), "script", "-qec", HELP, "/dev/null"))
                .doesNotContain(ESCAPE);
    }
}
