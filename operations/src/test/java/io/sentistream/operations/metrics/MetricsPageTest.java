package io.sentistream.operations.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MetricsPageTest {
    private static final String WRITE = "metrics.write";
    private static final Path PAGE = Path.of("../docs/metrics.md");

    @Test
    void thePageSaysWhatTheCodeSays() throws IOException {
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(PAGE, MetricsPage.text());
        }

        assertThat(PAGE)
                .as("docs/metrics.md is not what the code says. Write it anew with: mvn -pl operations -am test"
                        + " -Dtest=MetricsPageTest -Dsurefire.failIfNoSpecifiedTests=false -D" + WRITE + "=true")
                .content()
                .isEqualTo(MetricsPage.text());
    }
}
