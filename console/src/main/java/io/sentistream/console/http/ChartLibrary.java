package io.sentistream.console.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;

/**
 * Serves uPlot's files out of its webjar, where they lie under a version that the page needn't know. The jar has no entries
 * for its directories, so it can't be served as one.
 */
final class ChartLibrary implements Handler {
    private static final String PROPERTIES = "META-INF/maven/org.webjars.npm/uplot/pom.properties";
    private static final Map<String, String> FILES =
            Map.of("uPlot.esm.js", "text/javascript;charset=utf-8", "uPlot.min.css", "text/css;charset=utf-8");

    private final String directory = "META-INF/resources/webjars/uplot/" + version() + "/dist/";

    @Override
    public void handle(Context context) {
        String file = context.pathParam("file");
        if (!FILES.containsKey(file)) {
            throw new Problem(404, "There is no such file.");
        }
        context.contentType(FILES.get(file)).result(open(directory + file));
    }

    private static String version() {
        try (InputStream in = open(PROPERTIES)) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + PROPERTIES, e);
        }
    }

    private static InputStream open(String resource) {
        InputStream in = ChartLibrary.class.getClassLoader().getResourceAsStream(resource);
        if (in == null) {
            throw new IllegalStateException("the chart library is not whole on the class path: " + resource);
        }
        return in;
    }
}
