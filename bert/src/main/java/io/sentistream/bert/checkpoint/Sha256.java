package io.sentistream.bert.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 in lower-case hex. */
public final class Sha256 {
    private final MessageDigest digest;

    private Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    public static String of(byte[] bytes) {
        Sha256 hash = new Sha256();
        hash.digest.update(bytes);
        return hash.hex();
    }

    public static String of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return of(in);
        }
    }

    /** The hash of what is left of a stream, which stays open. */
    public static String of(InputStream in) throws IOException {
        Sha256 hash = new Sha256();
        new DigestInputStream(in, hash.digest).transferTo(OutputStream.nullOutputStream());
        return hash.hex();
    }

    /** The hash of what a safetensors file of these tensors would hold. */
    static String of(Safetensors tensors) throws IOException {
        Sha256 hash = new Sha256();
        tensors.write(new DigestOutputStream(OutputStream.nullOutputStream(), hash.digest));
        return hash.hex();
    }

    private String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
