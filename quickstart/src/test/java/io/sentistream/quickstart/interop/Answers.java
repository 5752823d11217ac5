package io.sentistream.quickstart.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.sentistream.bert.inference.Classification;
import io.sentistream.bert.inference.TextClassifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * What another implementation of the text classification pipeline said of texts.
 *
 * @param given for each text the token ids ("ids") and the score of each label by name ("scores")
 */
record Answers(JsonNode given) {
    /** Checks that they are ours. */
    void assertThoseOf(TextClassifier classifier, List<String> texts) {
        assertThat(given).hasSameSizeAs(texts);
        List<String> labels = classifier.labels();
        List<Classification> ours = classifier.classifyTexts(texts);
        double greatest = 0;
        for (int i = 0; i < texts.size(); i++) {
            JsonNode answer = given.get(i);
            String text = "text %d, '%s'".formatted(i, texts.get(i));
            assertThat(ids(answer))
                    .as(text)
                    .isEqualTo(Arrays.toString(
                            classifier.encode(texts.get(i)).windows().get(0)));
            JsonNode scores = answer.get("scores");
            assertThat(scores.fieldNames()).toIterable().as(text).containsExactlyInAnyOrderElementsOf(labels);
            for (int label = 0; label < labels.size(); label++) {
                double theirs = scores.get(labels.get(label)).asDouble();
                double own = ours.get(i).scores().get(label);
                assertThat(theirs).as(text).isCloseTo(own, within(1e-4));
                greatest = Math.max(greatest, Math.abs(theirs - own));
            }
            assertThat(best(scores, labels)).as(text).isEqualTo(ours.get(i).label());
        }
        System.out.printf("%d texts: token ids and labels identical, scores within %.1e%n", texts.size(), greatest);
    }

    private static String ids(JsonNode answer) {
        return Arrays.toString(StreamSupport.stream(answer.get("ids").spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray());
    }

    private static String best(JsonNode scores, List<String> labels) {
        int best = IntStream.range(0, labels.size())
                .reduce((one, other) -> scores.get(labels.get(other)).asDouble()
                                > scores.get(labels.get(one)).asDouble()
                        ? other
                        : one)
                .orElseThrow();
        return labels.get(best);
    }
}
