package io.sentistream.trainer.retraining;

import io.sentistream.bert.checkpoint.Checkpoint;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of versions: a running number and the first 8 hex digits of the weights' sha256, such as v3-1f0c9a2b. */
public final class VersionName {
    private static final Pattern NAME = Pattern.compile("v(\\d{1,9})-[0-9a-f]{8}");

    private VersionName() {}

    static String of(int number, Checkpoint checkpoint) {
        return "v" + number + "-" + checkpoint.weightsSha256().substring(0, 8);
    }

    /** The name under which a failure is recorded; the number is given again, so a repeated failure replaces it. */
    static String failed(int number) {
        return "v" + number + "-failed";
    }

    /** The running number of a version; none of failures and of names of other making. */
    public static OptionalInt number(String version) {
        Matcher matcher = NAME.matcher(version);
        return matcher.matches() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }
}
