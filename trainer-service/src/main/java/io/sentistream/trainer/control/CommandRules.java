package io.sentistream.trainer.control;

import io.sentistream.schemas.Action;
import io.sentistream.schemas.Command;
import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.QuarantinedLabel;
import io.sentistream.schemas.ServingChange;
import io.sentistream.schemas.ServingModel;
import io.sentistream.trainer.ShadowConfig;
import io.sentistream.trainer.store.CheckpointStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides about commands by what the line is like.
 *
 * @param line what serves and which candidates there are
 * @param store where their checkpoints lie
 * @param shadows how candidates run in the shadow
 * @param quarantine the labels there, by key
 * @param noTraining why no retraining can begin now; empty where one can
 */
record CommandRules(
        LineState line,
        CheckpointStore store,
        ShadowRuns shadows,
        Map<String, QuarantinedLabel> quarantine,
        Optional<String> noTraining) {
    Decision decide(Command command) {
        if (line.serving().isEmpty()) {
            return new Decision.Refuse("nothing serves yet; wait for the initial model");
        }
        ServingModel serving = line.serving().get();
        String expected = command.getExpectedServing();
        if (expected != null && !expected.equals(serving.getVersion())) {
            return new Decision.Refuse(expected + " was expected to serve, but " + serving.getVersion() + " does");
        }
        return switch (command.getAction()) {
            case PROMOTE -> promote(command, serving, command.getVersion());
            case ROLL_BACK -> rollBack(command, serving);
            case PIN -> pin(command, serving);
            case UNPIN -> unpin(command, serving);
            case TRAIN -> noTraining.<Decision>map(Decision.Refuse::new).orElseGet(Decision.Train::new);
            case SHADOW -> shadow(command, serving);
            case UNSHADOW ->
                line.shadow()
                        .<Decision>map(runs ->
                                new Decision.Shade(ShadowRuns.end(runs, command.getRequestedBy(), reason(command))))
                        .orElseGet(() -> new Decision.Refuse("no candidate runs in the shadow"));
            case RELEASE -> release(command.getLabels());
            case UNKNOWN -> new Decision.Refuse("this trainer is older than the action; upgrade it");
        };
    }

    private Decision shadow(Command command, ServingModel serving) {
        if (shadows.config().share() == 0) {
            return new Decision.Refuse(ShadowConfig.off());
        }
        return whyNot(command, serving, command.getVersion())
                .<Decision>map(Decision.Refuse::new)
                .orElseGet(() -> new Decision.Shade(shadows.begin(
                        line.versions().get(command.getVersion()),
                        serving.getVersion(),
                        command.getRequestedBy(),
                        reason(command))));
    }

    private Decision promote(Command command, ServingModel serving, String version) {
        return whyNot(command, serving, version)
                .<Decision>map(Decision.Refuse::new)
                .orElseGet(() ->
                        new Decision.Serve(of(line.versions().get(version), serving, command, serving.getPinned())));
    }

    /** Why this version can neither serve nor run beside what serves; empty where it can. */
    private Optional<String> whyNot(Command command, ServingModel serving, String version) {
        if (version == null) {
            return Optional.of(command.getAction() + " needs a version");
        }
        if (version.equals(serving.getVersion())) {
            return Optional.of(version + " serves already");
        }
        ModelVersion known = line.versions().get(version);
        if (known == null) {
            return Optional.of("there is no version " + version + " of this line");
        }
        return store.has(version)
                ? Optional.empty()
                : Optional.of("the checkpoint of " + version + " (" + known.getVerdict()
                        + ") is not in the store: it was never finished, or retention deleted it");
    }

    private Decision rollBack(Command command, ServingModel serving) {
        String version = command.getVersion() == null ? serving.getPrevious() : command.getVersion();
        return version == null
                ? new Decision.Refuse("nothing served before " + serving.getVersion())
                : promote(command, serving, version);
    }

    private Decision pin(Command command, ServingModel serving) {
        String version = command.getVersion();
        if (version != null && !version.equals(serving.getVersion())) {
            Decision decision = promote(command, serving, version);
            return decision instanceof Decision.Serve serve
                    ? new Decision.Serve(ServingModel.newBuilder(serve.model())
                            .setPinned(true)
                            .build())
                    : decision;
        }
        return serving.getPinned()
                ? new Decision.Refuse(serving.getVersion() + " is pinned already")
                : new Decision.Serve(pinned(command, serving, true));
    }

    private static Decision unpin(Command command, ServingModel serving) {
        if (command.getVersion() != null && !command.getVersion().equals(serving.getVersion())) {
            return new Decision.Refuse(command.getVersion() + " does not serve, so it is not pinned");
        }
        return serving.getPinned()
                ? new Decision.Serve(pinned(command, serving, false))
                : new Decision.Refuse(serving.getVersion() + " is not pinned");
    }

    private Decision release(List<String> keys) {
        if (keys.isEmpty()) {
            return new Decision.Refuse("RELEASE needs the keys of labels, as 'quarantine list' shows them");
        }
        for (String key : keys) {
            QuarantinedLabel label = quarantine.get(key);
            if (label == null) {
                return new Decision.Refuse(
                        "no label is set aside under the key " + key + "; 'quarantine list' shows those that are");
            }
            if (label.getReleasedBy() != null) {
                return new Decision.Refuse("the label " + key + " is released already, by " + label.getReleasedBy());
            }
            if (!label.getReleasable()) {
                return new Decision.Refuse("the label " + key + " can't be learned: " + label.getWhy());
            }
        }
        return new Decision.Release(List.copyOf(keys));
    }

    private static ServingModel pinned(Command command, ServingModel serving, boolean pinned) {
        return ServingModel.newBuilder(serving)
                .setPinned(pinned)
                .setRequestedBy(command.getRequestedBy())
                .setReason(reason(command))
                .setChange(change(command))
                .setChangedAt(Instant.now())
                .setProbationEnds(pinned ? null : serving.getProbationEnds())
                .build();
    }

    private static ServingModel of(ModelVersion version, ServingModel before, Command command, boolean pinned) {
        return Succession.of(version, before.getVersion(), change(command))
                .setPinned(pinned)
                .setRequestedBy(command.getRequestedBy())
                .setReason(reason(command))
                .build();
    }

    private static ServingChange change(Command command) {
        return switch (command.getAction()) {
            case PROMOTE -> ServingChange.PROMOTED;
            case ROLL_BACK -> ServingChange.ROLLED_BACK;
            case PIN -> ServingChange.PINNED;
            case UNPIN -> ServingChange.UNPINNED;
            case TRAIN, SHADOW, UNSHADOW, RELEASE, UNKNOWN -> ServingChange.UNKNOWN;
        };
    }

    private static String reason(Command command) {
        Action action = command.getAction();
        return command.getReason().isBlank()
                ? action + " (command " + command.getId() + ")"
                : action + ": " + command.getReason() + " (command " + command.getId() + ")";
    }
}
