package io.sentistream.schemas.config;

/**
 * What a service logs when it is a program of its own: our news and the warnings of libraries, to standard error. The
 * environment variable {@code SENTISTREAM_LOG_LEVEL} sets the level of libraries.
 */
public final class ServiceLogging {
    /** Where the configuration lies on the class path; at its root it would also reach programs that embed a service. */
    public static final String RESOURCE = "io/sentistream/schemas/config/logback.xml";

    private static final String KEY = "logback.configurationFile";

    private ServiceLogging() {}

    /** Chooses this for the JVM, unless another is chosen already; to be called before the first logger is made. */
    public static void choose() {
        if (System.getProperty(KEY) == null) {
            System.setProperty(KEY, RESOURCE);
        }
    }
}
