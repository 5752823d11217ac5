package io.sentistream.bert.model;

import io.sentistream.bert.checkpoint.CheckpointException;
import io.sentistream.bert.checkpoint.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings files of one commit into the cache. A download that breaks off is gone on with where it stopped. */
final class HubDownload {
    private static final Logger LOG = LoggerFactory.getLogger(HubDownload.class);
    private static final int ATTEMPTS = 3;
    private static final long REPORT_EVERY = 64L << 20;

    private final HubClient client;
    private final HubCache cache;
    private final HubName model;
    private final String commit;

    HubDownload(HubClient client, HubCache cache, HubName model, String commit) {
        this.client = client;
        this.cache = cache;
        this.model = model;
        this.commit = commit;
    }

    /** Brings a file; false if the repository has none of this name. */
    boolean fetch(String file) throws IOException {
        if (Files.exists(cache.snapshot(commit).resolve(file))) {
            return true;
        }
        Optional<HubFile> found = client.find(model, commit, file);
        if (found.isEmpty()) {
            return false;
        }
        Path blob = cache.blob(found.get().etag());
        if (!Files.exists(blob)) {
            Files.createDirectories(blob.getParent());
            download(file, found.get(), blob);
        }
        cache.link(commit, file, found.get().etag());
        return true;
    }

    private void download(String file, HubFile expected, Path blob) throws IOException {
        Path incomplete = blob.resolveSibling(blob.getFileName() + ".incomplete");
        for (int attempt = 1; ; attempt++) {
            try {
                receive(file, expected, incomplete);
                break;
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                LOG.warn("The download of {} of {} broke off and is gone on with: {}", file, model, e.toString());
            }
        }
        if (expected.hasSha256() && !Sha256.of(incomplete).equals(expected.etag())) {
            Files.delete(incomplete);
            throw new CheckpointException("What was downloaded of " + file + " of " + model
                    + " has not the sha256 that the hub gives; it was removed. Try again.");
        }
        Files.move(incomplete, blob, StandardCopyOption.ATOMIC_MOVE);
    }

    private void receive(String file, HubFile expected, Path incomplete) throws IOException {
        long have = Files.exists(incomplete) ? Files.size(incomplete) : 0;
        if (have > 0 && expected.size().filter(size -> size == have).isPresent()) {
            return;
        }
        HttpResponse<InputStream> response = client.get(model, commit, file, have);
        try (InputStream in = response.body()) {
            if (response.statusCode() == 416) {
                Files.delete(incomplete);
                throw new IOException("the hub has no byte " + have + " of " + file);
            }
            boolean resumed = response.statusCode() == 206;
            try (OutputStream out = resumed
                    ? Files.newOutputStream(incomplete, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                    : Files.newOutputStream(incomplete)) {
                copy(in, out, file, resumed ? have : 0, expected);
            }
        }
        long size = Files.size(incomplete);
        if (expected.size().filter(due -> due != size).isPresent()) {
            throw new IOException(
                    file + " came with " + size + " bytes of " + expected.size().get());
        }
    }

    private void copy(InputStream in, OutputStream out, String file, long start, HubFile expected) throws IOException {
        byte[] chunk = new byte[1 << 16];
        long done = start;
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            out.write(chunk, 0, read);
            if ((done + read) / REPORT_EVERY > done / REPORT_EVERY) {
                LOG.info(
                        "{} of {}: {} of {} MB",
                        file,
                        model,
                        (done + read) >> 20,
                        expected.size().map(size -> Long.toString(size >> 20)).orElse("unknown"));
            }
            done += read;
        }
    }
}
