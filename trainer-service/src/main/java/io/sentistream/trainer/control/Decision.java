package io.sentistream.trainer.control;

import io.sentistream.schemas.ServingModel;
import java.util.List;

/** What is done about a command. */
sealed interface Decision {
    /** This is announced as what serves. */
    record Serve(ServingModel model) implements Decision {}

    /** This is announced of the shadow of what serves. */
    record Shade(ServingModel shadow) implements Decision {}

    /** A retraining begins. */
    record Train() implements Decision {}

    /** The labels under these keys are released from quarantine. */
    record Release(List<String> keys) implements Decision {}

    /** Nothing changes, and this is why. */
    record Refuse(String reason) implements Decision {}
}
