package io.sentistream.bert.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PickleTest {
    @Test
    void anObjectIsItsClassThenItsAttributesInOrder() {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("yes", true);
        attributes.put("n", 258);
        attributes.put("e", 1.0);
        attributes.put("w", List.of());

        byte[] pickle = Pickle.object("__torch__.part", "Net", attributes);

        assertThat(new String(pickle, StandardCharsets.ISO_8859_1))
                .isEqualTo("\u0080\u0002c__torch__.part\nNet\n)\u0081}("
                        + "X\u0003\0\0\0yes\u0088"
                        + "X\u0001\0\0\0nJ\u0002\u0001\0\0"
                        + "X\u0001\0\0\0eG?\u00f0\0\0\0\0\0\0"
                        + "X\u0001\0\0\0w]"
                        + "ub.");
    }

    @Test
    void aValueThatTorchScriptWouldNotReadIsRefusedByName() {
        assertThatThrownBy(() -> Pickle.object("__torch__.part", "Net", Map.of("rows", List.of(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rows")
                .hasMessageContaining("[1]");
    }
}
