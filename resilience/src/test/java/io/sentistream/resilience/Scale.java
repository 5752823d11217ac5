package io.sentistream.resilience;

/** How hard the tests try: {@code -Dchaos.…}, as the build sets it, short in the normal run and long with -Pchaos. */
public final class Scale {
    private Scale() {}

    /** The number under a name, such as {@code kills} for {@code -Dchaos.kills=3}. */
    public static int of(String name) {
        String key = "chaos." + name;
        Integer value = Integer.getInteger(key);
        if (value == null || value < 1) {
            throw new IllegalArgumentException(
                    key + " is " + System.getProperty(key) + ": set a number of 1 or more, as pom.xml does");
        }
        return value;
    }
}
