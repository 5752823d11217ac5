package io.sentistream.resilience.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The ports of a broker, which it keeps when it is started again.
 *
 * @param direct for clients and other brokers
 * @param relayed for clients that come through a {@link Relay}
 * @param relay where the relay listens
 */
record BrokerPorts(int direct, int relayed, int relay, int controller) {
    // Below the ports that Linux gives to outgoing connections, which would take that of a broker that is down.
    private static final int FIRST = 12_000;
    private static final int LAST = 31_000;

    static BrokerPorts find() {
        return new BrokerPorts(free(), free(), free(), free());
    }

    private static int free() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return port;
            } catch (IOException e) {
                // taken: another
            }
        }
    }
}
