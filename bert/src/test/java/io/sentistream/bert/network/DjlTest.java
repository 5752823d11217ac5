package io.sentistream.bert.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.util.Utils;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DjlTest {
    @Test
    void djlIsOfflineAndKeepsItsFilesInADirectoryOfOurs() {
        Djl.configure();
        assertThat(Utils.isOfflineMode()).isTrue();
        assertThat(Utils.getEnvOrSystemProperty("OPT_OUT_TRACKING")).isEqualTo("true");
        assertThat(Utils.getEngineCacheDir()).endsWithRaw(Path.of("cache", "djl"));
        assertThat(Utils.getCacheDir()).isEqualTo(Utils.getEngineCacheDir());
    }
}
