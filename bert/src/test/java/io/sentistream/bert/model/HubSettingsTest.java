package io.sentistream.bert.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubSettingsTest {
    @TempDir
    private Path home;

    @Test
    void withoutVariablesTheDefaultsOfHuggingFaceHold() {
        HubSettings settings = HubSettings.of(Map.of(), home);

        assertThat(settings)
                .isEqualTo(new HubSettings(
                        URI.create("https://huggingface.co"),
                        home.resolve(".cache/huggingface/hub"),
                        Optional.empty(),
                        false));
    }

    @Test
    void everyVariableIsHonoured() {
        Path elsewhere = home.resolve("elsewhere");

        HubSettings settings = HubSettings.of(
                Map.of(
                        "HF_HOME", elsewhere.toString(),
                        "HF_ENDPOINT", "https://mirror.example/hub/",
                        "HF_TOKEN", " hf_secret\n",
                        "HF_HUB_OFFLINE", "Yes"),
                home);

        assertThat(settings)
                .isEqualTo(new HubSettings(
                        URI.create("https://mirror.example/hub"),
                        elsewhere.resolve("hub"),
                        Optional.of("hf_secret"),
                        true));
        assertThat(settings.toString()).doesNotContain("hf_secret");
        assertThat(HubSettings.of(Map.of("HF_HOME", "/a", "HF_HUB_CACHE", "/b/c"), home)
                        .cache())
                .isEqualTo(Path.of("/b/c"));
        assertThat(HubSettings.of(Map.of("XDG_CACHE_HOME", "/x"), home).cache())
                .isEqualTo(Path.of("/x/huggingface/hub"));
        assertThat(HubSettings.of(Map.of("HF_HUB_OFFLINE", "0"), home).offline())
                .isFalse();
    }

    @Test
    void theTokenThatALoginLeftIsUsed() throws IOException {
        Files.createDirectories(home.resolve(".cache/huggingface"));
        Files.writeString(home.resolve(".cache/huggingface/token"), "hf_login\n");

        assertThat(HubSettings.of(Map.of(), home).token()).contains("hf_login");
        assertThat(HubSettings.of(Map.of("HF_TOKEN", "hf_given"), home).token()).contains("hf_given");
    }

    @Test
    void anEndpointThatIsNoAddressIsRefused() {
        assertThatThrownBy(() -> HubSettings.of(Map.of("HF_ENDPOINT", "mirror.example"), home))
                .hasMessageContaining("HF_ENDPOINT is 'mirror.example'");
    }
}
