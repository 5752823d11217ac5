package io.sentistream.classifier.classify;

import io.sentistream.bert.inference.InferenceConfig;
import io.sentistream.bert.network.Device;
import io.sentistream.bert.network.Precision;
import io.sentistream.classifier.input.ReviewFormat;
import io.sentistream.classifier.runtime.Guarantee;
import io.sentistream.classifier.runtime.StreamsOptions;
import io.sentistream.operations.program.OperationsConfig;
import io.sentistream.schemas.Connection;
import io.sentistream.schemas.config.Setting;
import io.sentistream.schemas.config.Settings;
import io.sentistream.schemas.config.SettingsException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How the classifier runs.
 *
 * @param connection how Kafka and the registry are reached
 * @param streams how the application runs
 * @param operations how it is watched and stopped
 * @param line the serving line whose model classifies
 * @param format how reviews are written
 * @param includeText whether results repeat the review's text
 * @param device where the model runs, as {@link Device#parse} reads it
 * @param precision the arithmetic of the model's products
 * @param batchTokens the most tokens of a micro-batch; one text that alone has more is a micro-batch of its own
 * @param maxLength the longest window of a text in tokens
 * @param maxWindows the most windows of a text that are read
 * @param slowestTokensPerSecond what the model is trusted to classify at its slowest
 * @param rememberedBytes the most bytes of polled records that a thread remembers; 0 classifies each alone
 */
public record ClassifierConfig(
        Connection connection,
        StreamsOptions streams,
        OperationsConfig operations,
        String line,
        ReviewFormat format,
        boolean includeText,
        String device,
        Precision precision,
        int batchTokens,
        int maxLength,
        int maxWindows,
        int slowestTokensPerSecond,
        int rememberedBytes) {
    /** What the classifier's environment variables begin with. */
    public static final String ENVIRONMENT_PREFIX = "SENTISTREAM_CLASSIFIER_";

    private static final int SAFETY = 3;

    private static final Setting<String> LINE =
            Setting.text("serving.line", "default", "the serving line whose model classifies");
    private static final Setting<Boolean> INCLUDE_TEXT =
            Setting.flag("result.text", true, "whether results repeat the review's text");
    private static final Setting<String> DEVICE =
            Setting.text("device", "auto", "where the model runs: auto, cpu or cuda:N");
    private static final Setting<Precision> PRECISION = Setting.choice(
            "precision",
            Precision.FLOAT32,
            Precision.class,
            "the model's arithmetic: float32, int8 (on a CPU) or bfloat16 (where the device has it)");
    private static final Setting<Integer> BATCH_TOKENS =
            Setting.integer("batch.tokens", 4_096, 8, 1 << 20, "the most tokens of a micro-batch");
    private static final Setting<Integer> MAX_LENGTH = Setting.integer(
            "max.length", 512, 8, 1 << 16, "the longest window of a text in tokens, and no more than the model has");
    private static final Setting<Integer> MAX_WINDOWS =
            Setting.integer("max.windows", 8, 1, 1_024, "the most windows of a long text that are read");
    private static final Setting<Integer> SLOWEST = Setting.integer(
            "slowest.tokens.per.second",
            250,
            1,
            1_000_000_000,
            "what the model does at its slowest; tells whether the timeouts are long enough");
    private static final Setting<Integer> REMEMBERED = Setting.integer(
            "remembered.bytes",
            64 << 20,
            0,
            Integer.MAX_VALUE,
            "the most bytes of polled records a thread remembers; 0 classifies each alone");

    private static final List<Setting<?>> OWN = List.of(
            LINE,
            ReviewFormat.SETTING,
            INCLUDE_TEXT,
            DEVICE,
            PRECISION,
            BATCH_TOKENS,
            MAX_LENGTH,
            MAX_WINDOWS,
            SLOWEST,
            REMEMBERED);

    /** Every key of the classifier. */
    public static final List<Setting<?>> SETTINGS = Stream.of(
                    Connection.SETTINGS,
                    StreamsOptions.settings("sentistream-classify"),
                    OWN,
                    OperationsConfig.SETTINGS)
            .flatMap(List::stream)
            .toList();

    /** Checks that no micro-batch outlasts the timeouts. */
    public ClassifierConfig {
        Duration worst = worstMicroBatch(batchTokens, maxLength, maxWindows, slowestTokensPerSecond);
        if (streams.guarantee() == Guarantee.EXACTLY_ONCE_V2) {
            refuseUnless(worst, StreamsOptions.TRANSACTION_TIMEOUT_KEY, streams.transactionTimeout());
        }
        refuseUnless(worst, StreamsOptions.MAX_POLL_INTERVAL_KEY, streams.maxPollInterval());
    }

    /**
     * The configuration of these keys; what is not given has its default.
     *
     * @throws SettingsException if a value is wrong or a key is not known; all mistakes are told at once
     */
    public static ClassifierConfig of(Map<String, String> given) {
        Settings settings = Settings.read(SETTINGS, StreamsOptions.clientKeys(), given);
        return new ClassifierConfig(
                Connection.of(settings),
                StreamsOptions.of(settings),
                OperationsConfig.of(settings),
                settings.get(LINE),
                settings.get(ReviewFormat.SETTING),
                settings.get(INCLUDE_TEXT),
                settings.get(DEVICE),
                settings.get(PRECISION),
                settings.get(BATCH_TOKENS),
                settings.get(MAX_LENGTH),
                settings.get(MAX_WINDOWS),
                settings.get(SLOWEST),
                settings.get(REMEMBERED));
    }

    /** How the model classifies. */
    public InferenceConfig inference() {
        return new InferenceConfig(Device.parse(device), precision, maxLength, maxWindows, batchTokens);
    }

    private static Duration worstMicroBatch(int batchTokens, int maxLength, int maxWindows, int tokensPerSecond) {
        long tokens = Math.max(batchTokens, (long) maxLength * maxWindows);
        return Duration.ofMillis(1_000 * tokens / tokensPerSecond);
    }

    private static void refuseUnless(Duration worst, String key, Duration value) {
        Duration least = worst.multipliedBy(SAFETY);
        if (value.compareTo(least) < 0) {
            throw SettingsException.of(
                    key,
                    value.toMillis(),
                    "a micro-batch may take " + worst.toMillis() + " ms (batch.tokens, or max.length x max.windows, at "
                            + "slowest.tokens.per.second), so set it to " + least.toMillis()
                            + " or more, or lower max.windows or batch.tokens");
        }
    }
}
