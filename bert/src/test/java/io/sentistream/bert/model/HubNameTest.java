package io.sentistream.bert.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubNameTest {
    @Test
    void ownerNameAndRevisionAreRead() {
        assertThat(HubName.parse("google-bert/bert-base-uncased"))
                .contains(new HubName("google-bert", "bert-base-uncased", "main"));
        assertThat(HubName.parse("a/b.c_d@v1.0")).contains(new HubName("a", "b.c_d", "v1.0"));
        assertThat(HubName.parse("a/b@refs/pr/12")).contains(new HubName("a", "b", "refs/pr/12"));
        assertThat(HubName.parse("a/b").orElseThrow().folder()).isEqualTo("models--a--b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bert-base-uncased",
                "a/b/c",
                "/a/b",
                "../b",
                "a/..",
                "a/b@",
                "a/b@../../x",
                "a/b@x/../y",
                "a b/c",
                "./a/b",
                "~/b",
                "a--b/c",
                "a/b?x",
                "a/b#x",
                "https://huggingface.co/a/b"
            })
    void whatHasNotTheFormOfANameIsNone(String text) {
        assertThat(HubName.parse(text)).isEmpty();
    }
}
