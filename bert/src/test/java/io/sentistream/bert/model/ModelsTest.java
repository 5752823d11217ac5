package io.sentistream.bert.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.tokenizer.Tokenizer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsTest {
    @TempDir
    private static Path cache;

    @Test
    void minilmIsConvertedOnceEvenWhenSeveralAskAtOnce() {
        Models models = new Models(cache);

        List<Path> resolved = IntStream.range(0, 2)
                .parallel()
                .mapToObj(i -> models.resolve("minilm"))
                .toList();

        assertThat(resolved).containsOnly(resolved.get(0));
        assertThat(cache).isDirectoryContaining(resolved.get(0)::equals);
        Checkpoint minilm = Checkpoint.open(resolved.get(0));
        assertThat(minilm.config()).isEqualTo(PublishedBase.MINILM.config());
        assertThat(minilm.hasHead()).isFalse();
        try (Tokenizer tokenizer = Tokenizer.of(minilm)) {
            assertThat(tokenizer.encode("Hello, world!", 512, 8).windows().get(0))
                    .containsExactly(101, 7592, 1010, 2088, 999, 102);
        }
    }
}
