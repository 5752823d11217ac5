package io.sentistream.console.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.schemas.ServingModel;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CommandOutcomeTest {
    private static ServingModel serving(String reason) {
        return ServingModel.newBuilder()
                .setVersion("v2-b")
                .setUri("x")
                .setManifestSha256("x")
                .setReason(reason)
                .setSince(Instant.EPOCH)
                .build();
    }

    @Test
    void aRefusalIsToldToWhoAskedWithoutTheCommandsId() {
        ServingModel model = serving("refused PROMOTE by ann (command c-1): v1-a was expected to serve, but v2-b does");

        assertThat(CommandOutcome.of(model))
                .containsOnlyKeys("c-1")
                .containsValue(new CommandOutcome(
                        true, "refused PROMOTE by ann: v1-a was expected to serve, but v2-b does", "v2-b serves now."));
    }

    @Test
    void whatWasDoneIsToldToo() {
        assertThat(CommandOutcome.of(serving("ROLL_BACK: too many complaints (command c-2)")))
                .containsEntry("c-2", new CommandOutcome(false, "ROLL_BACK: too many complaints", "v2-b serves now."));
    }

    @Test
    void theGatesReasonIsNobodysOutcome() {
        assertThat(CommandOutcome.of(serving("withheld base rows 0.840 to 0.846")))
                .isEmpty();
    }

    @Test
    void aRefusalDoesNotTakeThePlaceOfTheReasonWhyTheModelServes() {
        ModelsView.Serving promoted = ModelsView.Serving.of(serving("it is better"), null);

        ModelsView.Serving refused = ModelsView.Serving.of(serving("refused PIN by bob (command c): no"), promoted);

        assertThat(refused.reason()).isEqualTo("it is better");
        assertThat(refused.refusal()).isEqualTo("refused PIN by bob: no");
        assertThat(ModelsView.Serving.of(serving("refused PIN by bob (command c): no"), null)
                        .reason())
                .isEmpty();
    }
}
