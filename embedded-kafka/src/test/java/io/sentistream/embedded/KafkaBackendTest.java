package io.sentistream.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KafkaBackendTest {

    @Test
    void autoTakesDockerWhereItAnswersAndElseTheEmbeddedBroker() {
        assertThat(KafkaBackend.choose("auto", true)).isEqualTo(KafkaBackend.Kind.DOCKER);
        assertThat(KafkaBackend.choose("auto", false)).isEqualTo(KafkaBackend.Kind.EMBEDDED);
    }

    @Test
    void theEmbeddedBrokerCanBeAskedForWhereDockerAnswers() {
        assertThat(KafkaBackend.choose("embedded", true)).isEqualTo(KafkaBackend.Kind.EMBEDDED);
    }

    @Test
    void dockerWithoutAnEngineFails() {
        assertThatThrownBy(() -> KafkaBackend.choose("docker", false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Docker doesn't answer");
    }

    @Test
    void anUnknownKindIsRefusedWithTheNamesThatThereAre() {
        assertThatThrownBy(() -> KafkaBackend.choose("podman", true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("podman")
                .hasMessageContaining("auto, docker or embedded");
    }
}
