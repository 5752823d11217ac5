package io.sentistream.trainer.data;

import io.sentistream.bert.checkpoint.Labels;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The Stanford Sentiment Treebank's binary task in the split of GLUE (Socher et al., 2013; Wang et al., 2018): 67,349
 * training rows, phrases of film reviews, and 872 rows of whole sentences to validate on.
 */
public final class Sst2 {
    /** Where GLUE serves it. */
    public static final URI GLUE = URI.create("https://dl.fbaipublicfiles.com/glue/data/SST-2.zip");

    private static final Map<String, String> MD5 = Map.of(
            "train.tsv", "da409a0a939379ed32a470bc0f7fe99a",
            "dev.tsv", "268856b487b2a31a28c0a93daaff7288");

    private final URI address;
    private final Map<String, String> md5;

    /** SST-2 as GLUE serves it. */
    public Sst2() {
        this(GLUE, MD5);
    }

    /** A zip at another address, whose files have these md5 sums by name. */
    Sst2(URI address, Map<String, String> md5) {
        this.address = address;
        this.md5 = md5;
    }

    /**
     * Reads {@code train.tsv} and {@code dev.tsv} of a directory.
     *
     * @throws DataException if one is missing or a row can't be read
     */
    public static DataSet read(Path directory, Labels labels) {
        for (String file : MD5.keySet()) {
            if (!Files.isRegularFile(directory.resolve(file))) {
                throw new DataException(directory + " has no " + file
                        + ": give a directory with train.tsv and dev.tsv, rows sentence<TAB>label");
            }
        }
        return new DataSet(
                directory.getFileName().toString(),
                LabelledTsv.read(directory.resolve("train.tsv"), labels, "base"),
                LabelledTsv.read(directory.resolve("dev.tsv"), labels, "base"));
    }

    /**
     * The directory with both files, downloaded unless it is there already.
     *
     * @throws DataException if it can't be had, or its md5 sums are not those known
     */
    public Path download(Path directory) {
        if (md5.keySet().stream().allMatch(file -> Files.isRegularFile(directory.resolve(file)))) {
            return directory;
        }
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
        try {
            Files.createDirectories(directory);
            HttpResponse<InputStream> response = client.send(
                    HttpRequest.newBuilder(address)
                            .timeout(Duration.ofMinutes(5))
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            try (ZipInputStream zip = new ZipInputStream(response.body())) {
                if (response.statusCode() != 200) {
                    throw new DataException(address + " answered " + response.statusCode());
                }
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    String file = Path.of(entry.getName()).getFileName().toString();
                    if (entry.getName().equals("SST-2/" + file) && md5.containsKey(file)) {
                        keep(file, zip.readAllBytes(), directory);
                    }
                }
            }
        } catch (IOException e) {
            throw new DataException("can't download " + address + " (" + e + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DataException("interrupted while downloading " + address, e);
        }
        for (String file : md5.keySet()) {
            if (!Files.isRegularFile(directory.resolve(file))) {
                throw new DataException(address + " holds no SST-2/" + file);
            }
        }
        return directory;
    }

    private void keep(String file, byte[] bytes, Path directory) throws IOException {
        String actual = md5(bytes);
        if (!actual.equals(md5.get(file))) {
            throw new DataException(address + " holds a " + file + " of md5 " + actual + ", but " + md5.get(file)
                    + " is known: it was changed or damaged on its way");
        }
        Path part = directory.resolve(file + ".part");
        Files.write(part, bytes);
        Files.move(part, directory.resolve(file), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
