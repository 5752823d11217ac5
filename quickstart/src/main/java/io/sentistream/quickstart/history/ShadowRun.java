package io.sentistream.quickstart.history;

import io.sentistream.quickstart.client.Cluster;
import io.sentistream.quickstart.client.ModelLine;
import io.sentistream.quickstart.client.TopicReader;
import io.sentistream.schemas.Agreement;
import io.sentistream.schemas.LiveAccuracy;
import io.sentistream.schemas.Sentiment;
import io.sentistream.schemas.ServingAnswer;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Shadow;
import io.sentistream.schemas.Topic;
import io.sentistream.schemas.TopicLayout;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A candidate in the shadow of the model that serves, as the topics tell.
 *
 * @param announced where it runs, on what share, and until when; or that it has ended, and why
 * @param agreement how far its last answers agree with those of what serves
 * @param itself how often labels found it right
 * @param beside how often they found the model right beside which it runs
 */
public record ShadowRun(ServingModel announced, Agreement agreement, Labels itself, Labels beside) {
    private static final long LAST_OF_PARTITION = 5_000;

    /**
     * What labels said of a version.
     *
     * @param right how often they were its own
     * @param all how many met its answers
     */
    public record Labels(long right, long all) {
        static final Labels NONE = new Labels(0, 0);

        private Labels with(LiveAccuracy count) {
            return new Labels(right + count.getRight(), all + count.getRight() + count.getWrong());
        }

        private String told() {
            return String.format(Locale.ROOT, "right %,d of %,d times", right, all);
        }
    }

    /** Reads the topics to their ends; of the shadow's answers the last ones alone. Empty where none ever ran. */
    public static Optional<ShadowRun> read(Cluster cluster, ModelLine line) {
        return line.shadow()
                .map(shadow -> Shadow.runs(shadow)
                        ? read(cluster, shadow)
                        : new ShadowRun(shadow, Agreement.NONE, Labels.NONE, Labels.NONE));
    }

    private static ShadowRun read(Cluster cluster, ServingModel shadow) {
        Agreement agreement = Agreement.NONE;
        try (TopicReader<Sentiment> answers = TopicReader.last(
                cluster, TopicLayout.plain().name(Topic.SENTIMENT_SHADOW), Sentiment.class, LAST_OF_PARTITION)) {
            for (ConsumerRecord<String, Sentiment> answer : answers.toEnd()) {
                Optional<ServingAnswer> serving = ServingAnswer.of(answer.headers())
                        .filter(said -> said.version().equals(shadow.getBeside()));
                if (serving.isPresent() && answer.value().getModelVersion().equals(shadow.getVersion())) {
                    agreement = agreement.with(serving.get(), answer.value());
                }
            }
        }
        Map<String, Labels> labels = labels(cluster);
        return new ShadowRun(
                shadow,
                agreement,
                labels.getOrDefault(shadow.getVersion(), Labels.NONE),
                labels.getOrDefault(shadow.getBeside(), Labels.NONE));
    }

    private static Map<String, Labels> labels(Cluster cluster) {
        Map<String, LiveAccuracy> counts = new LinkedHashMap<>();
        try (TopicReader<LiveAccuracy> days =
                TopicReader.fromBeginning(cluster, TopicLayout.plain().name(Topic.LIVE_ACCURACY), LiveAccuracy.class)) {
            days.toEnd().forEach(day -> counts.put(day.key(), day.value()));
        }
        Map<String, Labels> labels = new HashMap<>();
        counts.values().stream()
                .filter(count -> count != null)
                .forEach(count ->
                        labels.merge(count.getModelVersion(), Labels.NONE.with(count), (sum, more) -> sum.with(count)));
        return labels;
    }

    /** Whether it runs now. */
    public boolean runs() {
        return Shadow.runs(announced);
    }

    /** Whether this version runs in the shadow. */
    public boolean runs(String version) {
        return runs() && announced.getVersion().equals(version);
    }

    /** Whether it has to do with this version: it is in the shadow, or was, or the one in the shadow runs beside it. */
    public boolean concerns(String version) {
        return announced.getVersion().equals(version) || (runs() && version.equals(announced.getBeside()));
    }

    /** All of it in sentences, and what a person can do. */
    public List<String> told(Function<Instant, String> time) {
        String version = announced.getVersion();
        if (!runs()) {
            return List.of(version + " ran in the shadow of " + announced.getBeside() + " from "
                    + time.apply(announced.getSince()) + " until " + time.apply(announced.getChangedAt()) + ": "
                    + announced.getReason() + ".");
        }
        return List.of(
                String.format(
                        Locale.ROOT,
                        "%s runs in the shadow of %s on %.3g %% of the reviews, from %s until %s.",
                        version,
                        announced.getBeside(),
                        100 * announced.getShare(),
                        time.apply(announced.getSince()),
                        time.apply(announced.getShadowEnds())),
                agreement.answers() == 0
                        ? "It has answered none yet; where that stays so, the classifier's log says why."
                        : String.format(
                                Locale.ROOT,
                                "Of its last %,d answers %.1f %% have the label of %s, whose score differs by %.3f in the mean.",
                                agreement.answers(),
                                100 * agreement.part(),
                                announced.getBeside(),
                                agreement.meanShift()),
                itself.all() == 0
                        ? "No label has met an answer of it yet: label reviews that it answered to learn which is better."
                        : "Labels found it " + itself.told() + ", and " + announced.getBeside() + " " + beside.told()
                                + ".",
                "'models promote " + version
                        + "' lets it serve, 'models unshadow' ends this, and it ends by itself if let be.");
    }

    /** The same for programs. */
    public Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("version", announced.getVersion());
        object.put("beside", announced.getBeside());
        object.put("share", announced.getShare());
        object.put("since", announced.getSince().toString());
        object.put("ends", String.valueOf(announced.getShadowEnds()));
        object.put("runs", runs());
        object.put("by", announced.getRequestedBy());
        object.put("reason", announced.getReason());
        object.put("answers", agreement.answers());
        object.put("same", agreement.same());
        object.put("meanShift", agreement.answers() == 0 ? null : agreement.meanShift());
        object.put("labels", Map.of("right", itself.right(), "all", itself.all()));
        object.put("labelsBeside", Map.of("right", beside.right(), "all", beside.all()));
        return object;
    }
}
