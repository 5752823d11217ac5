package io.sentistream.quickstart.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowsAsJsonTest {
    private static List<String> json(String... lines) {
        StringWriter out = new StringWriter();
        RowsAsJson rows = new RowsAsJson(new PrintWriter(out));
        List.of(lines).forEach(rows);
        return out.toString().lines().toList();
    }

    @Test
    void eachRowIsAnObjectUnderTheNamesOfItsColumns() {
        assertThat(json("| model | ms | share |", "|---|---:|---|", "| int8 | 1.5 | 93.2 % |", "| float32 | -3 | |"))
                .containsExactly(
                        "{\"model\":\"int8\",\"ms\":1.5,\"share\":\"93.2 %\"}",
                        "{\"model\":\"float32\",\"ms\":-3.0,\"share\":\"\"}");
    }

    @Test
    void aLineBesideATableIsTextAndAfterItAnotherTableBegins() {
        assertThat(json("Two tables:", "| a | |", "|---|---|", "| 1 | 2 |", "", "| b |", "|---|", "| x |"))
                .containsExactly("{\"text\":\"Two tables:\"}", "{\"a\":1.0,\"1\":2.0}", "{\"b\":\"x\"}");
    }
}
