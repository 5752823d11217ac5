package io.sentistream.bert.model;

import io.sentistream.bert.checkpoint.CheckpointException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the hub is and how it is used, by the environment variables that all of Hugging Face's tools share.
 *
 * @param endpoint the hub ({@code HF_ENDPOINT}, default {@code https://huggingface.co})
 * @param cache the cache ({@code HF_HUB_CACHE}, default {@code $HF_HOME/hub}; {@code HF_HOME} is by default {@code
 *     ~/.cache/huggingface})
 * @param token the user's token ({@code HF_TOKEN}, or what the file {@code $HF_HOME/token} holds)
 * @param offline whether the cache alone is used ({@code HF_HUB_OFFLINE})
 * @see <a href="https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables">The variables</a>
 */
record HubSettings(URI endpoint, Path cache, Optional<String> token, boolean offline) {
    private static final Set<String> TRUE = Set.of("1", "on", "yes", "true");

    /**
     * Reads them.
     *
     * @throws CheckpointException if a variable has no valid value
     */
    static HubSettings of(Map<String, String> environment, Path userHome) {
        Path home = path(environment, "HF_HOME")
                .orElseGet(() -> path(environment, "XDG_CACHE_HOME")
                        .orElse(userHome.resolve(".cache"))
                        .resolve("huggingface"));
        String endpoint = value(environment, "HF_ENDPOINT").orElse("https://huggingface.co");
        if (!endpoint.matches("https?://[^/?#]+(/[^?#]*)?")) {
            throw new CheckpointException(
                    "HF_ENDPOINT is '" + endpoint + "', which is no address such as https://huggingface.co");
        }
        Optional<String> token = value(environment, "HF_TOKEN")
                .or(() -> file(path(environment, "HF_TOKEN_PATH").orElse(home.resolve("token"))));
        return new HubSettings(
                URI.create(endpoint.replaceFirst("/+$", "")),
                path(environment, "HF_HUB_CACHE").orElse(home.resolve("hub")),
                token,
                TRUE.contains(value(environment, "HF_HUB_OFFLINE").orElse("").toLowerCase(Locale.ROOT)));
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private static Optional<Path> path(Map<String, String> environment, String name) {
        return value(environment, name).map(Path::of);
    }

    private static Optional<String> file(Path path) {
        try {
            return Files.exists(path)
                    ? Optional.of(Files.readString(path).strip()).filter(token -> !token.isEmpty())
                    : Optional.empty();
        } catch (IOException e) {
            throw new CheckpointException("Can't read the Hugging Face token in " + path + ": " + e, e);
        }
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "HubSettings[" + endpoint + ", " + cache + (offline ? ", offline]" : "]");
    }
}
