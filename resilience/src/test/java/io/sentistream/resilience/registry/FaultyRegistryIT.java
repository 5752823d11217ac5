package io.sentistream.resilience.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sentistream.classifier.Stage;
import io.sentistream.classifier.bench.IdleModel;
import io.sentistream.classifier.bench.ResultsVerifier;
import io.sentistream.classifier.bench.ResultsVerifier.Entry;
import io.sentistream.classifier.classify.ClassifierService;
import io.sentistream.classifier.runtime.ServiceState;
import io.sentistream.resilience.cluster.BrokerCluster;
import io.sentistream.resilience.registry.FaultyRegistry.Mood;
import io.sentistream.schemas.Topic;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A registry that errs or hangs, at the start and in mid-run. */
class FaultyRegistryIT {
    private static final int REVIEWS = 40;
    private static final byte[] UNKNOWN_SCHEMA = {0, 0x7f, 0, 0, 1, 2, 3};
    private static final Duration OUTAGE = Duration.ofSeconds(4);

    private final BrokerCluster cluster = BrokerCluster.shared();

    private static void soon(Callable<Boolean> condition) {
        await().atMost(Duration.ofMinutes(2)).until(condition);
    }

    private ClassifierService service(Stage stage, FaultyRegistry registry) {
        return new ClassifierService(
                stage.classifier(
                        "schema.registry.url", registry.url(),
                        // A patience of 2 s, so that an outage outlasts it.
                        "transaction.timeout.ms", "8s",
                        "max.windows", "1",
                        "slowest.tokens.per.second", "100000"),
                announced -> new IdleModel(announced.getVersion()));
    }

    @ParameterizedTest
    @EnumSource(names = {"ERRS", "HANGS"})
    void recordsAreReadAgainUntilItAnswersAndOnlyWhatItDoesNotKnowIsADeadLetter(Mood mood) {
        try (Stage stage = new Stage("registry", cluster.bootstrapServers(), cluster.registryUrl(), 1);
                FaultyRegistry registry = new FaultyRegistry(cluster.registryUrl());
                ClassifierService service = service(stage, registry)) {
            stage.announce("v1", "none", "none");
            service.start();
            soon(service::ready);

            registry.is(mood);
            // Neither schema is known to the classifier, and it can't tell which of the two is known to the registry.
            stage.send(Topic.REVIEWS, Stage.utf8("k"), UNKNOWN_SCHEMA);
            List<Entry> sent = stage.reviews(0, REVIEWS, 3);
            soon(() -> service.state() == ServiceState.WAITING_FOR_DEPENDENCY);
            await().pollDelay(OUTAGE).atMost(Duration.ofMinutes(2)).until(() -> !service.ready());
            assertThat(stage.readAll(Topic.REVIEWS_DLQ)).isEmpty();
            assertThat(stage.readAll(Topic.SENTIMENT)).isEmpty();

            registry.is(Mood.WELL);

            assertThat(ResultsVerifier.verify(sent, stage.results(REVIEWS)).clean())
                    .isTrue();
            assertThat(stage.readAll(Topic.REVIEWS_DLQ)).singleElement().satisfies(letter -> {
                assertThat(letter.value()).isEqualTo(UNKNOWN_SCHEMA);
                assertThat(Stage.headers(letter)).containsValue("unknown-schema");
            });
            soon(service::ready);
        }
    }

    @Test
    void aClassifierThatFindsNoneAtTheStartWaitsAndGoesOn() {
        try (Stage stage = new Stage("late", cluster.bootstrapServers(), cluster.registryUrl(), 1);
                FaultyRegistry registry = new FaultyRegistry(cluster.registryUrl());
                ClassifierService service = service(stage, registry)) {
            registry.is(Mood.ERRS);
            stage.announce("v1", "none", "none");
            List<Entry> sent = stage.reviews(0, REVIEWS, 3);
            service.start();
            await().pollDelay(OUTAGE)
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> service.state() == ServiceState.STARTING);

            registry.is(Mood.WELL);

            assertThat(ResultsVerifier.verify(sent, stage.results(REVIEWS)).clean())
                    .isTrue();
            assertThat(stage.readAll(Topic.REVIEWS_DLQ)).isEmpty();
        }
    }
}
