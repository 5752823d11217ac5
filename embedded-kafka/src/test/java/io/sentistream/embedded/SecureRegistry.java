package io.sentistream.embedded;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A relay in front of a schema registry that speaks TLS and asks for a name and a password. */
public final class SecureRegistry implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpsServer server;
    private final URI registry;
    private final TestKeystore keystore;
    private final String user;
    private final String password;

    private SecureRegistry(HttpsServer server, URI registry, TestKeystore keystore, String user, String password) {
        this.server = server;
        this.registry = registry;
        this.keystore = keystore;
        this.user = user;
        this.password = password;
    }

    /** Starts one for one user. */
    public static SecureRegistry start(String registryUrl, TestKeystore keystore, String user, String password)
            throws IOException, GeneralSecurityException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(keystore)));
        SecureRegistry relay = new SecureRegistry(server, URI.create(registryUrl), keystore, user, password);
        server.createContext("/", relay::pass).setAuthenticator(new BasicAuthenticator("registry") {
            @Override
            public boolean checkCredentials(String name, String given) {
                return name.equals(user) && given.equals(password);
            }
        });
        server.setExecutor(relay.threads);
        server.start();
        return relay;
    }

    /** The keys with which a client reaches it. */
    public Map<String, String> clientKeys() {
        return Map.of(
                "schema.registry.url",
                "https://" + LocalPort.HOST + ":" + server.getAddress().getPort() + registry.getPath(),
                "basic.auth.credentials.source",
                "USER_INFO",
                "basic.auth.user.info",
                user + ":" + password,
                "schema.registry.ssl.truststore.type",
                "PKCS12",
                "schema.registry.ssl.truststore.location",
                keystore.trust().toString(),
                "schema.registry.ssl.truststore.password",
                keystore.password());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            HttpRequest.Builder request = HttpRequest.newBuilder(registry.resolve(exchange.getRequestURI()))
                    .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
            String type = exchange.getRequestHeaders().getFirst("Content-Type");
            if (type != null) {
                request.header("Content-Type", type);
            }
            HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            response.headers()
                    .firstValue("Content-Type")
                    .ifPresent(given -> exchange.getResponseHeaders().set("Content-Type", given));
            exchange.sendResponseHeaders(
                    response.statusCode(), response.body().length == 0 ? -1 : response.body().length);
            exchange.getResponseBody().write(response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static SSLContext context(TestKeystore keystore) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream stored = Files.newInputStream(keystore.key())) {
            keys.load(stored, keystore.password().toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, keystore.password().toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
