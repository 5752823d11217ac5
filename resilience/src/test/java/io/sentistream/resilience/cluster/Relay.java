package io.sentistream.resilience.cluster;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;

/**
 * A network between Kafka's clients and one broker that can be cut: connections stay, but nothing passes, until it heals
 * and what was on its way arrives. It reads the requests' sizes and kinds, so that it can be cut at one of a kind.
 */
public final class Relay implements AutoCloseable {
    /** The kind of the request that ends a transaction (EndTxn in Kafka's protocol). */
    public static final short END_TRANSACTION = 26;

    private static final int BUFFER = 1 << 16;

    private final int target;
    private final ServerSocket server;
    private volatile CountDownLatch healed = new CountDownLatch(0);
    private volatile Cut planned;

    /** Where the next cut is to be. */
    private record Cut(short kind, boolean afterDelivery, Runnable onCut) {}

    private Relay(int target, ServerSocket server) {
        this.target = target;
        this.server = server;
    }

    /** Relays from a port of this machine to another. */
    static Relay start(int from, int to) {
        try {
            ServerSocket server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), from));
            Relay relay = new Relay(to, server);
            daemon("relay-" + from, relay::accept);
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets nothing pass until {@link #heal}. */
    public synchronized void cut() {
        planned = null;
        if (healed.getCount() == 0) {
            healed = new CountDownLatch(1);
        }
    }

    /**
     * Cuts as soon as a request of a kind comes.
     *
     * @param afterDelivery whether the broker still gets the request, and only its answer is held up
     * @param onCut called then
     */
    public void cutAt(short kind, boolean afterDelivery, Runnable onCut) {
        planned = new Cut(kind, afterDelivery, onCut);
    }

    /** Lets all pass, what was held up first. */
    public synchronized void heal() {
        planned = null;
        healed.countDown();
    }

    @Override
    public void close() {
        heal();
        close(server);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                daemon("relay-connection", () -> connect(client));
            } catch (IOException e) {
                // closed, or a client that went away at once
            }
        }
    }

    private void connect(Socket client) {
        try {
            healed.await();
            Socket broker = new Socket(InetAddress.getLoopbackAddress(), target);
            client.setTcpNoDelay(true);
            broker.setTcpNoDelay(true);
            daemon("relay-answers", () -> answers(broker, client));
            requests(client, broker);
        } catch (IOException e) {
            close(client); // the broker is down
        } catch (InterruptedException e) {
            close(client);
            Thread.currentThread().interrupt();
        }
    }

    private void requests(Socket client, Socket broker) throws InterruptedException {
        try (client;
                broker) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            DataOutputStream out = new DataOutputStream(broker.getOutputStream());
            while (true) {
                byte[] request = new byte[in.readInt()];
                in.readFully(request);
                Cut cut = planned;
                boolean here = cut != null && ByteBuffer.wrap(request).getShort() == cut.kind();
                if (here) {
                    cut();
                    cut.onCut().run();
                }
                if (!here || !cut.afterDelivery()) {
                    healed.await();
                }
                out.writeInt(request.length);
                out.write(request);
                out.flush();
            }
        } catch (IOException e) {
            // one of the two has ended the connection
        }
    }

    private void answers(Socket broker, Socket client) {
        try (broker;
                client) {
            InputStream in = broker.getInputStream();
            OutputStream out = client.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                healed.await();
                out.write(buffer, 0, length);
            }
        } catch (IOException e) {
            // one of the two has ended the connection
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
