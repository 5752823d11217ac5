package io.sentistream.console.board;

import io.sentistream.schemas.ServingModel;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the controller made of a request. It says so in the reason of the model that serves, which names the command.
 *
 * @param refused whether it was refused
 * @param message what the controller wrote, for people
 * @param serving the version that serves now
 */
public record CommandOutcome(boolean refused, String message, String serving) {
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

    /** The outcome of each command that the record names, by the command's id. */
    static Map<String, CommandOutcome> of(ServingModel model) {
        Map<String, CommandOutcome> outcomes = new HashMap<>();
        Matcher commands = COMMAND.matcher(model.getReason());
        while (commands.find()) {
            outcomes.put(commands.group(1), new CommandOutcome(isRefusal(model), told(model), model.getVersion()));
        }
        return outcomes;
    }
}
