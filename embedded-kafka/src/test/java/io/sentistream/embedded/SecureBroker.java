package io.sentistream.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A broker whose clients speak TLS, log in by SCRAM-SHA-512 and may do what ACLs allow. The test itself comes in by
 * another listener, unasked, and may do everything.
 */
public final class SecureBroker implements AutoCloseable {
    private static final String LISTENER = "SASL_SSL";

    private final EmbeddedBroker broker;
    private final int port;
    private final TestKeystore keystore;
    private final Map<String, String> users;

    private SecureBroker(EmbeddedBroker broker, int port, TestKeystore keystore, Map<String, String> users) {
        this.broker = broker;
        this.port = port;
        this.keystore = keystore;
        this.users = users;
    }

    /** Starts one whose users have these passwords. */
    public static SecureBroker start(Path directory, TestKeystore keystore, Map<String, String> users) {
        int port = LocalPort.find(0, "Kafka's secure listener");
        String address = LISTENER + "://" + LocalPort.HOST + ":" + port;
        List<String> scram = users.entrySet().stream()
                .map(user -> "SCRAM-SHA-512=[name=" + user.getKey() + ",password=" + user.getValue() + "]")
                .toList();
        Map<String, String> config = Map.of(
                "listeners",
                address,
                "advertised.listeners",
                address,
                "listener.security.protocol.map",
                LISTENER + ":SASL_SSL",
                "sasl.enabled.mechanisms",
                "SCRAM-SHA-512",
                "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;",
                "ssl.keystore.type",
                "PKCS12",
                "ssl.keystore.location",
                keystore.key().toString(),
                "ssl.keystore.password",
                keystore.password(),
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users",
                "User:ANONYMOUS");
        return new SecureBroker(EmbeddedBroker.start(directory, 0, scram, config), port, keystore, users);
    }

    /** The address of the listener that asks nothing. */
    public String openBootstrapServers() {
        return broker.bootstrapServers();
    }

    /** The keys with which a client of this user connects. */
    public Map<String, String> clientKeys(String user) {
        return Map.of(
                        "bootstrap.servers",
                        LocalPort.HOST + ":" + port,
                        "security.protocol",
                        "SASL_SSL",
                        "sasl.mechanism",
                        "SCRAM-SHA-512",
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user
                                + "\" password=\"" + users.get(user) + "\";",
                        "ssl.truststore.type",
                        "PKCS12",
                        "ssl.truststore.location",
                        keystore.trust().toString(),
                        "ssl.truststore.password",
                        keystore.password())
                .entrySet()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public void close() {
        broker.close();
    }
}
