package io.sentistream.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.sentistream.bert.checkpoint.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Sst2Test {
    private static final String TRAIN = "sentence\tlabel\nhide new secretions \t0\na joy to watch \t1\n";
    private static final String DEV = "sentence\tlabel\nit 's a charming journey . \t1\n";

    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;
    private byte[] zip;

    @TempDir
    private Path home;

    @BeforeEach
    void serveTheZip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (var file : Map.of("train.tsv", TRAIN, "dev.tsv", DEV, "original/README.txt", "x")
                    .entrySet()) {
                out.putNextEntry(new ZipEntry("SST-2/" + file.getKey()));
                out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        zip = bytes.toByteArray();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/SST-2.zip", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(200, zip.length);
            exchange.getResponseBody().write(zip);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Sst2 sst2(String train) {
        return new Sst2(address("/SST-2.zip"), Map.of("train.tsv", md5(train), "dev.tsv", md5(DEV)));
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void itIsDownloadedOnceAndRead() {
        Path directory = sst2(TRAIN).download(home.resolve("sst2"));
        sst2(TRAIN).download(directory);

        DataSet data = Sst2.read(directory, new Labels(List.of("negative", "positive")));
        assertThat(data.train()).extracting(Example::label).containsExactly(0, 1);
        assertThat(data.validation()).extracting(Example::text).containsExactly("it 's a charming journey .");
        assertThat(requests).hasValue(1);
    }

    @Test
    void aFileThatWasChangedIsRefusedAndNotKept() {
        assertThatThrownBy(() -> sst2("other").download(home.resolve("sst2")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("train.tsv")
                .hasMessageContaining(md5(TRAIN))
                .hasMessageContaining(md5("other"));
        assertThat(home.resolve("sst2/train.tsv")).doesNotExist();
    }

    @Test
    void aServerThatDoesNotHaveItIsNamed() {
        Sst2 missing = new Sst2(address("/none.zip"), Map.of("train.tsv", md5(TRAIN)));

        assertThatThrownBy(() -> missing.download(home))
                .hasMessageContaining("none.zip")
                .hasMessageContaining("404");
    }

    @Test
    void aDirectoryWithoutTheFilesIsRefused() throws IOException {
        Files.writeString(home.resolve("train.tsv"), TRAIN);

        assertThatThrownBy(() -> new BaseData(home).resolve(home.toString(), new Labels(List.of("a", "b"))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("dev.tsv");
    }
}
