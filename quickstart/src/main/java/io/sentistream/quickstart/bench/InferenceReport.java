package io.sentistream.quickstart.bench;

import io.sentistream.bert.network.Djl;
import io.sentistream.bert.tokenizer.EncodedText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What an {@link InferenceBenchmark} found.
 *
 * @param texts what was computed
 * @param rounds how often
 * @param timings by the name of the rival, in the order of the table
 */
public record InferenceReport(List<EncodedText> texts, int rounds, Map<String, Timing> timings) {
    /** The report in Markdown. */
    public List<String> markdown() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%d texts of %.1f tokens in the mean, %d rounds; %s; %s.",
                texts.size(),
                meanLength(),
                rounds,
                Djl.version(),
                OnnxModel.version()));
        lines.add("");
        lines.add("| | texts/s, median (slowest–fastest) | CPU ms a text | to ONNX Runtime float32, median / fastest |"
                + " to its int8 | 1 text, p50 / p99 ms | 8 texts | 32 texts |");
        lines.add("|---|---|---|---|---|---|---|---|");
        timings.forEach((name, timing) -> lines.add(row(name, timing)));
        return lines;
    }

    /** The report as an object for JSON. */
    public Map<String, Object> json() {
        Map<String, Object> rows = new LinkedHashMap<>();
        timings.forEach((name, timing) -> {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("textsPerSecond", timing.textsPerSecond(0.5));
            row.put("slowest", timing.textsPerSecond(0));
            row.put("fastest", timing.textsPerSecond(1));
            row.put("cpuMillisPerText", timing.cpuMillisPerText());
            row.put("p50", timing.latency(0.5));
            row.put("p99", timing.latency(0.99));
            rows.put(name, row);
        });
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("texts", texts.size());
        report.put("meanTokens", meanLength());
        report.put("rounds", rounds);
        report.put("versions", List.of(Djl.version(), OnnxModel.version()));
        report.put("rivals", rows);
        return report;
    }

    private String row(String name, Timing timing) {
        StringBuilder row = new StringBuilder(String.format(
                Locale.ROOT,
                "| %s | %.0f (%.0f–%.0f) | %.2f | %s | %s |",
                name,
                timing.textsPerSecond(0.5),
                timing.textsPerSecond(0),
                timing.textsPerSecond(1),
                timing.cpuMillisPerText(),
                ratio(timing, Rivals.ONNX_FLOAT32),
                ratio(timing, Rivals.ONNX_INT8)));
        Map<Integer, Double> p99 = timing.latency(0.99);
        timing.latency(0.5)
                .forEach((texts, p50) -> row.append(String.format(Locale.ROOT, " %.1f / %.1f |", p50, p99.get(texts))));
        return row.toString();
    }

    private String ratio(Timing timing, String to) {
        Timing other = timings.get(to);
        return other == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%.2f / %.2f",
                        timing.textsPerSecond(0.5) / other.textsPerSecond(0.5),
                        timing.textsPerSecond(1) / other.textsPerSecond(1));
    }

    private double meanLength() {
        return texts.stream()
                .flatMap(text -> text.windows().stream())
                .mapToInt(window -> window.length)
                .average()
                .orElse(0);
    }
}
