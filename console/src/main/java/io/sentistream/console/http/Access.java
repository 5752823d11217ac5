package io.sentistream.console.http;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Set;

/**
 * Who may look and who may change something. What another site makes a browser send is refused: by the host's name
 * (DNS rebinding), by {@code Sec-Fetch-Site} and {@code Origin}, and by a header that no form can send.
 *
 * @param config where the page is served, and the token if there is one
 */
record Access(HttpConfig config) {
    /** The header that every change brings. */
    static final String HEADER = "X-Sentistream";

    private static final Set<HandlerType> LOOKING = Set.of(HandlerType.GET, HandlerType.HEAD);
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    void check(Context context) {
        String host = context.host() == null ? "" : context.host().toLowerCase(Locale.ROOT);
        if (config.loopback() && !isThisMachine(host.replaceFirst(":\\d+$", ""))) {
            throw new Problem(403, "This page is only for this machine; open it as localhost or 127.0.0.1.");
        }
        if (!LOOKING.contains(context.method())) {
            checkChange(context, host);
        }
    }

    private boolean isThisMachine(String name) {
        return THIS_MACHINE.contains(name) || name.equals(config.host().toLowerCase(Locale.ROOT));
    }

    private void checkChange(Context context, String host) {
        String site = context.header("Sec-Fetch-Site");
        String origin = context.header("Origin");
        boolean foreign = (site != null && !site.equals("same-origin")) || (origin != null && !isAt(origin, host));
        if (foreign || context.header(HEADER) == null) {
            throw new Problem(403, "Another site asked for this, so it was refused.");
        }
        String type = context.contentType();
        if (type == null || !type.startsWith("application/json")) {
            throw new Problem(415, "Send application/json.");
        }
        config.token().ifPresent(token -> checkToken(context.header("Authorization"), token));
    }

    private static boolean isAt(String origin, String host) {
        try {
            return host.equals(URI.create(origin.toLowerCase(Locale.ROOT)).getAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void checkToken(String authorization, String token) {
        byte[] given = String.valueOf(authorization).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(given, ("Bearer " + token).getBytes(StandardCharsets.UTF_8))) {
            throw new Problem(401, "A change needs the console's token.");
        }
    }
}
