package io.sentistream.bert.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** A Maven artifact; the versions are those that the build was made with. */
record Artifact(String group, String name, String version) {
    /** The artifact that {@code artifacts.properties} lists under a name. */
    static Artifact named(String key) {
        Properties artifacts = new Properties();
        try (InputStream in = Artifact.class.getResourceAsStream("artifacts.properties")) {
            artifacts.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String[] parts = artifacts.getProperty(key).split(":", -1);
        return new Artifact(parts[0], parts[1], parts[2]);
    }

    @Override
    public String toString() {
        return group + ":" + name + ":" + version;
    }
}
