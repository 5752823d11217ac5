package io.sentistream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AsyncApiTest {
    private static final String WRITE = "asyncapi.write";
    private static final Path DOCUMENT = Path.of("../docs/asyncapi.yaml");

    @Test
    void theDocumentSaysWhatTheCodeSays() throws IOException {
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(DOCUMENT, AsyncApiDocument.text());
        }

        assertThat(DOCUMENT)
                .as("docs/asyncapi.yaml is not what the code says. Write it anew with: mvn -pl schemas test"
                        + " -Dtest=AsyncApiTest -D" + WRITE + "=true")
                .content()
                .isEqualTo(AsyncApiDocument.text());
    }
}
