package io.sentistream.trainer.annotation;

import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.schemas.QuarantineReason;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.replay.FeedbackRow;
import io.sentistream.trainer.replay.ReplayStore;
import io.sentistream.trainer.replay.SettledText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/**
 * How many wrong labels teach, and how many right ones don't, where the truth is known: annotators' labels are drawn by
 * chance and go through {@link CleanLabels} as feedback does. Honest annotators are right of 90 % of the texts. Of the bad
 * ones a third each says anything, the opposite of what an honest one would, and always positive. Half of the texts are
 * positive.
 *
 * @param config which labels may teach
 * @param draws how often all is drawn for a line of the table
 * @param seed the same gives the same table
 */
public record LabelSimulation(AnnotationConfig config, int draws, long seed) {
    private static final Labels LABELS = new Labels(List.of("negative", "positive"));
    private static final TopicPartition PARTITION = new TopicPartition("labelled", 0);
    private static final Instant NOW = Instant.EPOCH;
    private static final int TEXTS = 1000;
    private static final double HONEST = 0.9;
    private static final int SEVERAL = 3;

    private static final List<Crowd> CROWDS = List.of(
            new Crowd(1, 0, 0, 0),
            new Crowd(3, 0, 0.3, 0),
            new Crowd(5, 0.2, 0, 0),
            new Crowd(5, 0, 0.3, 0.4),
            new Crowd(5, 0.2, 0.3, 0),
            new Crowd(5, 0.2, 0.3, 0.4),
            new Crowd(10, 0, 0.3, 0),
            new Crowd(10, 0, 0.3, 0.4),
            new Crowd(10, 0.1, 0.3, 0),
            new Crowd(10, 0.3, 0.3, 0),
            new Crowd(10, 1, 0.3, 0),
            new Crowd(10, 1, 0.3, 0.4),
            new Crowd(10, 1, 0.6, 0),
            new Crowd(10, 1, 0.6, 0.4));

    /**
     * Who labels.
     *
     * @param overlap the part of the texts that three label, rather than one
     * @param bad the part of the annotators that are bad
     * @param canaries the part of 40 canaries that each annotator answers
     */
    record Crowd(int annotators, double overlap, double bad, double canaries) {
        int worst() {
            return (int) Math.round(bad * annotators);
        }
    }

    /**
     * What came of it, each summed over the draws.
     *
     * @param learned texts that teach
     * @param wrong those of them with a wrong label
     * @param before rows that would teach if every row did
     * @param wrongBefore those of them with a wrong label
     */
    record Result(long learned, long wrong, long before, long wrongBefore, long badFound, long honestFound) {
        Result plus(Result other) {
            return new Result(
                    learned + other.learned,
                    wrong + other.wrong,
                    before + other.before,
                    wrongBefore + other.wrongBefore,
                    badFound + other.badFound,
                    honestFound + other.honestFound);
        }
    }

    /** Draws, and returns the lines of a table in Markdown. */
    public List<String> markdown() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%d texts, %d draws (seed %d). Wrong labels in %% of those that teach, if every row did and as it is; the texts"
                        + " that teach, in %%; the annotators that were set aside, of how many.",
                TEXTS,
                draws,
                seed));
        lines.add("");
        lines.add(
                "| annotators | bad | labelled by three | canaries each | wrong, if all taught | wrong | texts that teach"
                        + " | bad set aside | honest set aside |");
        lines.add("|---|---|---|---|---|---|---|---|---|");
        for (Crowd crowd : CROWDS) {
            Result result = result(crowd);
            lines.add(String.format(
                    Locale.ROOT,
                    "| %d | %d | %.0f %% | %.0f | %.1f %% | %.1f %% | %.1f %% | %.1f of %d | %.2f of %d |",
                    crowd.annotators(),
                    crowd.worst(),
                    100 * crowd.overlap(),
                    40 * crowd.canaries(),
                    100.0 * result.wrongBefore() / result.before(),
                    100.0 * result.wrong() / result.learned(),
                    100.0 * result.learned() / draws / TEXTS,
                    (double) result.badFound() / draws,
                    crowd.worst(),
                    (double) result.honestFound() / draws,
                    crowd.annotators() - crowd.worst()));
        }
        return lines;
    }

    /** What comes of a crowd. */
    Result result(Crowd crowd) {
        SplittableRandom random = new SplittableRandom(seed);
        Result sum = new Result(0, 0, 0, 0, 0, 0);
        for (int draw = 0; draw < draws; draw++) {
            sum = sum.plus(new Draw(crowd, random.split()).result());
        }
        return sum;
    }

    /** One crowd's labels. */
    private final class Draw {
        private final Crowd crowd;
        private final SplittableRandom random;
        private final List<FeedbackRow> rows = new ArrayList<>();
        private final int[] truths = new int[TEXTS];
        private long wrong;
        private long taught;

        Draw(Crowd crowd, SplittableRandom random) {
            this.crowd = crowd;
            this.random = random;
        }

        Result result() {
            for (int text = 0; text < TEXTS; text++) {
                truths[text] = random.nextInt(2);
                int several = Math.min(SEVERAL, crowd.annotators());
                label(text, random.nextDouble() < crowd.overlap() ? several : 1);
            }
            List<Example> canaries = IntStream.range(0, 40)
                    .mapToObj(i -> new Example("canary " + i, i % 2, "canary"))
                    .toList();
            for (Example canary : canaries) {
                for (int annotator = 0; annotator < crowd.annotators(); annotator++) {
                    if (random.nextDouble() < crowd.canaries()) {
                        add(canary.text(), annotator, said(annotator, canary.label()));
                    }
                }
            }
            CleanLabels clean = CleanLabels.of(
                    new ReplayStore.Snapshot(rows, List.of()), LABELS, KnownTexts.of(List.of(), canaries), config, NOW);
            long[] found = new long[2];
            clean.setAside().stream()
                    .filter(set -> set.reason() == QuarantineReason.UNRELIABLE_ANNOTATOR)
                    .map(set -> set.row().annotator())
                    .distinct()
                    .forEach(annotator -> found[Integer.parseInt(annotator) < crowd.worst() ? 0 : 1]++);
            return new Result(
                    clean.fresh().size(),
                    clean.fresh().stream().filter(this::isWrong).count(),
                    taught,
                    wrong,
                    found[0],
                    found[1]);
        }

        private boolean isWrong(SettledText text) {
            return truths[Integer.parseInt(text.example().text())]
                    != text.example().label();
        }

        private void label(int text, int times) {
            random.ints(0, crowd.annotators()).distinct().limit(times).forEach(annotator -> {
                int label = said(annotator, truths[text]);
                taught++;
                wrong += label == truths[text] ? 0 : 1;
                add(Integer.toString(text), annotator, label);
            });
        }

        private int said(int annotator, int truth) {
            int honest = random.nextDouble() < HONEST ? truth : 1 - truth;
            if (annotator >= crowd.worst()) {
                return honest;
            }
            return switch (annotator % 3) {
                case 0 -> random.nextInt(2);
                case 1 -> 1 - honest;
                default -> 1;
            };
        }

        private void add(String text, int annotator, int label) {
            String name = Integer.toString(annotator);
            rows.add(new FeedbackRow(
                    name + " " + text,
                    text,
                    LABELS.names().get(label),
                    name,
                    Optional.empty(),
                    NOW,
                    PARTITION,
                    rows.size()));
        }
    }
}
