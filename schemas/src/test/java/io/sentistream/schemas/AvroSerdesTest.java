package io.sentistream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AvroSerdesTest {

    @Test
    void aMissingRegistryAddressIsNamed() {
        assertThatThrownBy(() -> new AvroSerdes(Map.of("bootstrap.servers", "127.0.0.1:9092")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("schema.registry.url")
                .hasMessageContaining("http://");
    }

    @Test
    void printingItTellsNoPassword() {
        var serdes = new AvroSerdes(Map.of("schema.registry.url", "http://r", "basic.auth.user.info", "me:secret"));
        assertThat(serdes.toString()).contains("http://r").doesNotContain("secret");
    }
}
