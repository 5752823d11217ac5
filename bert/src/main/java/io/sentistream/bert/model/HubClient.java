package io.sentistream.bert.model;

import io.sentistream.bert.checkpoint.CheckpointException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks the hub for files, by the same requests as Hugging Face's own tools. The user's token goes to the hub alone, not to
 * the hosts that it redirects downloads to.
 */
final class HubClient {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MAX_REDIRECTS = 5;

    private final HubSettings settings;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    HubClient(HubSettings settings) {
        this.settings = settings;
    }

    /**
     * What the hub says of a file; empty if the repository has no such file.
     *
     * @throws CheckpointException if there is no such repository or revision, or the user may not read it
     */
    Optional<HubFile> find(HubName model, String revision, String file) throws IOException {
        URI uri = uri(model, revision, file);
        // A repository that was renamed redirects within the hub, and a large file to another host: what the hub says
        // of
        // the file comes with that redirect.
        HttpResponse<InputStream> response = send("HEAD", uri, 0, false);
        response.body().close();
        int status = response.statusCode();
        if (status == 404 && header(response, "X-Error-Code").orElse("").equals("EntryNotFound")) {
            return Optional.empty();
        }
        if (status >= 400) {
            throw refused(model, uri, response);
        }
        String commit = header(response, "X-Repo-Commit").orElse("");
        String etag = header(response, "X-Linked-Etag")
                .or(() -> header(response, "ETag"))
                .orElse("")
                .replaceFirst("^W/", "")
                .replace("\"", "");
        if (!isFileName(commit) || !isFileName(etag)) {
            throw new CheckpointException(uri + " answered without the headers X-Repo-Commit and ETag, so "
                    + settings.endpoint() + " is no Hugging Face hub. Correct HF_ENDPOINT.");
        }
        Optional<Long> size = header(response, "X-Linked-Size")
                .or(() -> status == 200 ? header(response, "Content-Length") : Optional.empty())
                .map(Long::valueOf);
        return Optional.of(new HubFile(commit, etag, size));
    }

    /**
     * The bytes of a file from a position on. The status is 206, or 200 if they are those from the beginning.
     *
     * @throws CheckpointException if the hub refuses
     */
    HttpResponse<InputStream> get(HubName model, String revision, String file, long from) throws IOException {
        URI uri = uri(model, revision, file);
        HttpResponse<InputStream> response = send("GET", uri, from, true);
        if (response.statusCode() >= 400 && response.statusCode() != 416) {
            response.body().close();
            throw refused(model, uri, response);
        }
        return response;
    }

    private URI uri(HubName model, String revision, String file) {
        return URI.create(settings.endpoint() + "/" + model.owner() + "/" + model.name() + "/resolve/"
                + URLEncoder.encode(revision, StandardCharsets.UTF_8) + "/" + file);
    }

    /** Follows redirects: within the hub, and to other hosts only if asked to. */
    private HttpResponse<InputStream> send(String method, URI first, long from, boolean anywhere) throws IOException {
        URI uri = first;
        for (int i = 0; i <= MAX_REDIRECTS; i++) {
            boolean atHub = origin(uri).equals(origin(settings.endpoint()));
            HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                    .timeout(PATIENCE)
                    .header("User-Agent", "sentistream")
                    .method(method, HttpRequest.BodyPublishers.noBody());
            if (atHub) {
                settings.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
            }
            if (from > 0) {
                request.header("Range", "bytes=" + from + "-");
            }
            HttpResponse<InputStream> response = send(request.build());
            Optional<String> location = header(response, "Location");
            if (response.statusCode() / 100 != 3 || location.isEmpty()) {
                return response;
            }
            URI next = uri.resolve(location.get());
            if (!anywhere && !origin(next).equals(origin(settings.endpoint()))) {
                return response;
            }
            response.body().close();
            uri = next;
        }
        throw new IOException(first + " redirects more than " + MAX_REDIRECTS + " times");
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CheckpointException("Interrupted while asking " + request.uri(), e);
        }
    }

    private CheckpointException refused(HubName model, URI uri, HttpResponse<?> response) {
        String code = header(response, "X-Error-Code").orElse("");
        int status = response.statusCode();
        String why;
        if (code.equals("GatedRepo") || status == 403) {
            why = "it is gated. Accept its terms at " + settings.endpoint() + "/" + model.owner() + "/" + model.name()
                    + " and set HF_TOKEN";
        } else if (code.equals("RevisionNotFound")) {
            why = "it has no revision '" + model.revision() + "'";
        } else if (status == 401 || status == 404) {
            why = settings.token().isEmpty()
                    ? "there is no such model, or it is private. Check the name, or set HF_TOKEN to a token that may read it"
                    : "there is no such model, or the token in HF_TOKEN may not read it";
        } else {
            why = "the hub failed. Try again later";
        }
        return new CheckpointException("Can't get " + model + " from the Hugging Face hub: " + why + " (" + uri
                + " answered " + status + (code.isEmpty() ? "" : " " + code) + ").");
    }

    private static Optional<String> header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name);
    }

    private static boolean isFileName(String text) {
        return text.matches("[A-Za-z0-9][A-Za-z0-9._-]*");
    }

    private static String origin(URI uri) {
        int usual = "https".equals(uri.getScheme()) ? 443 : 80;
        return uri.getScheme() + "://" + uri.getHost() + ":" + (uri.getPort() < 0 ? usual : uri.getPort());
    }
}
