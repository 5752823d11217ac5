package io.sentistream.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A self-signed certificate for 127.0.0.1, made by the JDK's keytool.
 *
 * @param key holds the certificate and its key
 * @param trust holds the certificate alone
 * @param password opens both
 */
public record TestKeystore(Path key, Path trust, String password) {
    /** Makes one in a directory. */
    public static TestKeystore in(Path directory, String password) {
        TestKeystore keystore =
                new TestKeystore(directory.resolve("key.p12"), directory.resolve("trust.p12"), password);
        Path certificate = directory.resolve("certificate.pem");
        keystore.keytool(
                "-genkeypair -alias test -keyalg RSA -keysize 2048 -dname CN=test -ext san=ip:127.0.0.1,dns:localhost",
                keystore.key);
        keystore.keytool("-exportcert -rfc -alias test -file " + certificate, keystore.key);
        keystore.keytool("-importcert -noprompt -alias test -file " + certificate, keystore.trust);
        return keystore;
    }

    private void keytool(String words, Path store) {
        List<String> command = Stream.of(
                        Stream.of(Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString()),
                        Arrays.stream(words.split(" ")),
                        Stream.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", password))
                .flatMap(each -> each)
                .toList();
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException("keytool failed: " + said);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("keytool can't be run", e);
        }
    }
}
