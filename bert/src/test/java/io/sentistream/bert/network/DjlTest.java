package io.sentistream.bert.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.util.Utils;
import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
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

    @Test
    void threadsThatWaitSleepSoonSoThatOthersCanWorkUnlessTheUserSaysOtherwise() {
        Djl.engine();
        Function getenv = NativeLibrary.getInstance(Platform.C_LIBRARY_NAME).getFunction("getenv");
        assertThat(getenv.invokeString(new Object[] {"GOMP_SPINCOUNT"}, false))
                .isEqualTo(System.getenv().getOrDefault("GOMP_SPINCOUNT", "1000"));
    }
}
