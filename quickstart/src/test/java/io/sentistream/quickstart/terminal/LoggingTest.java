package io.sentistream.quickstart.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.util.cuda.CudaUtils;
import io.confluent.kafka.schemaregistry.client.rest.RestService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class LoggingTest {
    @TempDir
    private Path directory;

    @AfterEach
    void back() {
        Logging.QUIET.start();
    }

    @Test
    void neitherAMachineWithoutGpuNorAFailedCallOfTheRegistryFillsTheLog() throws IOException {
        Path file = directory.resolve("log");
        Logging.QUIET.start(file);

        LoggerFactory.getLogger(CudaUtils.class).warn("no GPU");
        LoggerFactory.getLogger(RestService.class).error("no registry");
        LoggerFactory.getLogger("org.apache.kafka").info("other news");

        assertThat(Files.readString(file)).contains("other news").doesNotContain("no GPU", "no registry");
    }
}
