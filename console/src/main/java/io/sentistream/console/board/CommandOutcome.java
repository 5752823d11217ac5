package io.sentistream.console.board;

import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Shadow;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the controller made of a request. It says so in the reason of the model that serves, or of the one in its shadow,
 * which names the command.
 *
 * @param refused whether it was refused
 * @param message what the controller wrote, for people
 * @param now what is so from now on, for people
 */
public record CommandOutcome(boolean refused, String message, String now) {
    private static final String REFUSED = "refused ";
    private static final Pattern COMMAND = Pattern.compile(" ?\\(command ([^()]+)\\)");

    /** Whether the record tells of a refusal rather than of why the model serves. */
    static boolean isRefusal(ServingModel model) {
        return model.getReason().startsWith(REFUSED);
    }

    /** The reason without the commands' ids. */
    static String told(ServingModel model) {
        return COMMAND.matcher(model.getReason()).replaceAll("");
    }

    private static String now(ServingModel model) {
        if (model.getBeside() == null) {
            return model.getVersion() + " serves now.";
        }
        return model.getVersion()
                + (Shadow.runs(model)
                        ? " runs in the shadow of " + model.getBeside() + "."
                        : " runs in the shadow no more.");
    }

    /** The outcome of each command that the record names, by the command's id. */
    static Map<String, CommandOutcome> of(ServingModel model) {
        Map<String, CommandOutcome> outcomes = new HashMap<>();
        Matcher commands = COMMAND.matcher(model.getReason());
        while (commands.find()) {
            outcomes.put(commands.group(1), new CommandOutcome(isRefusal(model), told(model), now(model)));
        }
        return outcomes;
    }
}
