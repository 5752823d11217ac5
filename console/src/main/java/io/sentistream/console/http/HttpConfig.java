package io.sentistream.console.http;

import io.sentistream.schemas.config.Setting;
import io.sentistream.schemas.config.Settings;
import io.sentistream.schemas.config.SettingsException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/**
 * Where the page is served, and who may change something.
 *
 * @param host the address to bind to
 * @param port 0 for any free one
 * @param token what each change must bring; none where only this machine reaches the page
 * @param loopback whether only this machine does
 */
public record HttpConfig(String host, int port, Optional<String> token, boolean loopback) {
    private static final Setting<String> HOST =
            Setting.text("http.host", "127.0.0.1", "the address to bind to; any but this machine's own needs a token");
    private static final Setting<Integer> PORT =
            Setting.integer("http.port", 8080, 0, 65_535, "the page's port; 0 for any free one");
    private static final Setting<Optional<String>> TOKEN = Setting.text(
                    "token", "", "what a person must give to change anything")
            .optional();

    /** The keys. */
    public static final List<Setting<?>> SETTINGS = List.of(HOST, PORT, TOKEN);

    /**
     * The configuration of settings that were read with {@link #SETTINGS} among them.
     *
     * @throws SettingsException if others can reach the page and there is no token
     */
    public static HttpConfig of(Settings settings) {
        String host = settings.get(HOST);
        Optional<String> token = settings.get(TOKEN);
        boolean loopback = isLoopback(host);
        if (!loopback && token.isEmpty()) {
            throw SettingsException.of(
                    HOST.key(),
                    host,
                    "other machines reach this address, so set " + TOKEN.key()
                            + ", which every change then needs; or bind to " + HOST.defaultText());
        }
        return new HttpConfig(host, settings.get(PORT), token, loopback);
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw SettingsException.of(HOST.key(), host, "give an address or name of this machine");
        }
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "HttpConfig[" + host + ":" + port + (token.isPresent() ? ", token" : "") + "]";
    }
}
