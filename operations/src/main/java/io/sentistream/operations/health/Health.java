package io.sentistream.operations.health;

/**
 * How a service is.
 *
 * @param alive whether it can still come to work by itself; if not, it is to be started anew
 * @param ready whether it works now
 * @param why in one line, why it is not ready; empty where it is
 */
public record Health(boolean alive, boolean ready, String why) {
    /** It works. */
    public static final Health READY = new Health(true, true, "");

    public Health {
        why = why.replaceAll("\\s*\\R\\s*", " ").strip();
    }

    /** It does not work now, and may again by itself. */
    public static Health unready(String why) {
        return new Health(true, false, why);
    }

    /** It has ended. */
    public static Health dead(String why) {
        return new Health(false, false, why);
    }
}
