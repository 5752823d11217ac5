package io.sentistream.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** A port of 127.0.0.1 for a server that is about to start. */
final class LocalPort {

    static final String HOST = "127.0.0.1";

    private LocalPort() {}

    /**
     * Finds a port that nobody listens on.
     *
     * @param wanted the port to use, or 0 for any
     * @param purpose what it is for, as the error says it
     * @throws IllegalStateException naming the port, if the one wanted is taken
     */
    static int find(int wanted, String purpose) {
        if (wanted < 0 || wanted > 65535) {
            throw new IllegalArgumentException(
                    "The port " + wanted + " for " + purpose + " is none: use 1 to 65535, or 0 for any free one.");
        }
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true); // a connection of a server just stopped doesn't hold the port
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), wanted));
            return socket.getLocalPort();
        } catch (IOException e) {
            if (wanted == 0) {
                throw new UncheckedIOException("No port of " + HOST + " is free for " + purpose, e);
            }
            throw new IllegalStateException(
                    "The port " + wanted + " for " + purpose + " is taken (" + e.getMessage()
                            + "): stop the program that listens there, or choose another port, 0 for any free one.",
                    e);
        }
    }
}
