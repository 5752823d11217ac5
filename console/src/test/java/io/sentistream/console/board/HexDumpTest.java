package io.sentistream.console.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HexDumpTest {
    @Test
    void bytesThatAreNoTextBecomePoints() {
        assertThat(HexDump.of(new byte[] {0, 'o', 'k', (byte) 0xff, 0x1b}))
                .isEqualTo(new HexDump("00 6f 6b ff 1b", "·ok··"));
    }

    @Test
    void aLongValueIsCut() {
        HexDump dump = HexDump.of("x".repeat(100_000).getBytes(StandardCharsets.UTF_8));

        assertThat(dump.text()).hasSize(512);
        assertThat(dump.hex()).hasSize(512 * 3 - 1);
    }
}
