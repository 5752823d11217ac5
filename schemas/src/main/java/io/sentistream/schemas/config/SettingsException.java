package io.sentistream.schemas.config;

import java.util.List;
import java.util.regex.Pattern;

/** The configuration was refused; the message names each key, its value and what would be right. */
public final class SettingsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    // Mistyped keys too: their values stand in the message, which is printed.
    private static final Pattern SECRET = Pattern.compile(
            "pass?w|secret|jaas|user\\.?info|bearer|keystore\\.key|://[^/]*@", Pattern.CASE_INSENSITIVE);

    /** All mistakes together, one a line. */
    public SettingsException(List<String> mistakes) {
        super(String.join(System.lineSeparator(), mistakes));
    }

    /** One mistake, as in {@code batch.tokens=0: give a whole number from 8 to 1048576}. */
    public static SettingsException of(String key, Object value, String fix) {
        return new SettingsException(List.of(mistake(key, value, fix)));
    }

    static String mistake(String key, Object value, String fix) {
        return key + "=" + (SECRET.matcher(key + "=" + value).find() ? "(hidden)" : value) + ": " + fix;
    }
}
