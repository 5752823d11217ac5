package io.sentistream.schemas.config;

import java.util.Set;

/**
 * What a service logs when it is a program of its own: our news and the warnings of libraries, to standard error. The
 * environment variable {@code SENTISTREAM_LOG_LEVEL} sets the level of libraries, {@code SENTISTREAM_LOG_FORMAT} whether
 * lines are {@code text} for people, as by default, or {@code json} for machines.
 */
public final class ServiceLogging {
    /** Where the configuration lies on the class path; at its root it would also reach programs that embed a service. */
    public static final String RESOURCE = "io/sentistream/schemas/config/logback.xml";

    /** The environment variable of the format. */
    public static final String FORMAT_VARIABLE = "SENTISTREAM_LOG_FORMAT";

    private static final String KEY = "logback.configurationFile";
    private static final Set<String> FORMATS = Set.of("text", "json");

    private ServiceLogging() {}

    /**
     * Chooses this for the JVM, unless another is chosen already; to be called before the first logger is made. A format
     * that is none ends the program with exit code 2, for there is no log yet to tell it.
     */
    public static void choose() {
        String format = System.getenv(FORMAT_VARIABLE);
        if (format != null && !FORMATS.contains(format)) {
            System.err.println(SettingsException.mistake(FORMAT_VARIABLE, format, "give text or json"));
            System.exit(2);
        }
        if (System.getProperty(KEY) == null) {
            System.setProperty(KEY, RESOURCE);
        }
    }
}
