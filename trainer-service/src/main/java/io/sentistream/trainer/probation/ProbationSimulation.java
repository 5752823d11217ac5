package io.sentistream.trainer.probation;

import io.sentistream.schemas.NormalisedText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * How often a probation rolls back, where the truth is known: labels of honest and hostile annotators are drawn by chance,
 * and the probation looks at them after each few.
 *
 * @param config how it judges
 * @param draws how many probations are drawn for each number of the tables
 * @param seed the same gives the same tables
 */
public record ProbationSimulation(ProbationConfig config, int draws, long seed) {
    private static final int LOOK = 10;
    private static final double BOTH_WRONG = 0.08;
    private static final double CHANGED = 0.08;

    private static final int LABELS = 500;
    private static final List<Integer> ANNOTATORS = List.of(5, 10, 30);
    private static final List<Double> LOSSES = List.of(0.0, 0.05, 0.1, 0.2, 0.4);

    private static final int HONEST = 12;
    private static final int HONEST_LABELS = 40;
    private static final List<Integer> HOSTILE = List.of(1, 3, 4, 5, 8, 12, 24);
    private static final List<Integer> VOTES = List.of(5, 40, 100);

    /** What an annotator labels, and how. */
    enum Habit {
        /** Labels whatever comes, by the truth. */
        FAIR("label what comes"),
        /** Labels a third of what the promoted model gets right, and all that it gets wrong. */
        CRITICAL("label errors three times as often"),
        /** Labels what the promoted model gets wrong alone. */
        CORRECTING("label errors alone"),
        /** Calls every answer of the promoted model wrong. */
        VOTING_WRONG("call whatever comes wrong"),
        /** Knows both models, finds texts that these answer differently, and calls the promoted model wrong. */
        HUNTING("call wrong what the two answer differently");

        private final String told;

        Habit(String told) {
            this.told = told;
        }
    }

    /** Annotators of one habit. */
    record Crowd(Habit habit, int annotators, int labelsEach) {}

    /** The part of all texts that the promoted model gains, and loses. */
    record Truth(double gained, double lost) {
        static Truth ofLoss(double loss) {
            double changed = Math.max(CHANGED, loss + 0.02);
            return new Truth((changed - loss) / 2, (changed + loss) / 2);
        }
    }

    /** Draws, and returns the lines of three tables in Markdown, in percent of the probations drawn. */
    public List<String> markdown() {
        List<String> lines = new ArrayList<>();
        losses(lines);
        lines.add("");
        habits(lines);
        lines.add("");
        attacks(lines);
        return lines;
    }

    private void losses(List<String> lines) {
        List<Double> losses = new ArrayList<>(LOSSES);
        losses.add(config.margin());
        Collections.sort(losses);
        lines.add(String.format(
                Locale.ROOT,
                "Rolled back of %d probations (seed %d) within %d labels, in %%, and the labels it took half of these. At"
                        + " probation.margin=%s and probation.level=%s at most %.1f %% of those that lose %.1f points are to be.",
                draws,
                seed,
                LABELS,
                config.margin(),
                config.level(),
                100 * config.level(),
                100 * config.margin()));
        lines.add("");
        StringBuilder head = new StringBuilder("| annotators |");
        losses.forEach(loss -> head.append(String.format(Locale.ROOT, " %+.1f points |", 0 - 100 * loss)));
        table(lines, head, losses.size());
        for (int annotators : ANNOTATORS) {
            StringBuilder line = new StringBuilder("| " + annotators + " |");
            for (double loss : losses) {
                Crowd crowd = new Crowd(Habit.FAIR, annotators, LABELS / annotators);
                line.append(told(rolledBack(Truth.ofLoss(loss), List.of(crowd))));
            }
            lines.add(line.toString());
        }
    }

    private void habits(List<String> lines) {
        lines.add(String.format(
                Locale.ROOT,
                "The same of a model that gains two points (5 %% gained, 3 %% lost), where all %d annotators have a habit.",
                HONEST));
        lines.add("");
        table(lines, new StringBuilder("| annotators | rolled back |"), 1);
        for (Habit habit : List.of(Habit.FAIR, Habit.CRITICAL, Habit.CORRECTING)) {
            lines.add("| " + habit.told + " |"
                    + told(rolledBack(new Truth(0.05, 0.03), List.of(new Crowd(habit, HONEST, HONEST_LABELS)))));
        }
    }

    private void attacks(List<String> lines) {
        lines.add(String.format(
                Locale.ROOT,
                "The same of a model that is as good as the one before, under attack: %d honest annotators give %d labels each.",
                HONEST,
                HONEST_LABELS));
        lines.add("");
        StringBuilder head = new StringBuilder("| hostile annotators | votes each |");
        HOSTILE.forEach(hostile -> head.append(
                String.format(Locale.ROOT, " %d, %.0f %% |", hostile, 100.0 * hostile / (hostile + HONEST))));
        table(lines, head, HOSTILE.size() + 1);
        for (Habit habit : List.of(Habit.VOTING_WRONG, Habit.HUNTING)) {
            for (int votes : VOTES) {
                StringBuilder line = new StringBuilder("| " + habit.told + " | " + votes + " |");
                for (int hostile : HOSTILE) {
                    line.append(told(rolledBack(
                            Truth.ofLoss(0),
                            List.of(new Crowd(Habit.FAIR, HONEST, HONEST_LABELS), new Crowd(habit, hostile, votes)))));
                }
                lines.add(line.toString());
            }
        }
    }

    private static void table(List<String> lines, StringBuilder head, int columns) {
        lines.add(head.toString());
        lines.add("|---|" + "---|".repeat(columns));
    }

    private String told(List<Integer> rolledBack) {
        return rolledBack.isEmpty()
                ? " 0 |"
                : String.format(
                        Locale.ROOT,
                        " %.1f at %d |",
                        100.0 * rolledBack.size() / draws,
                        rolledBack.get(rolledBack.size() / 2));
    }

    /** After how many labels the model was rolled back, in rising order, for each probation in which it was. */
    List<Integer> rolledBack(Truth truth, List<Crowd> crowds) {
        Random random = new Random(seed);
        return IntStream.range(0, draws)
                .mapToObj(draw -> probation(truth, crowds, random))
                .flatMapToInt(OptionalInt::stream)
                .sorted()
                .boxed()
                .toList();
    }

    private OptionalInt probation(Truth truth, List<Crowd> crowds, Random random) {
        List<String> order = new ArrayList<>();
        List<Habit> habits = new ArrayList<>();
        for (Crowd crowd : crowds) {
            for (int annotator = 0; annotator < crowd.annotators(); annotator++) {
                habits.add(crowd.habit());
                order.addAll(Collections.nCopies(crowd.labelsEach(), Integer.toString(habits.size() - 1)));
            }
        }
        Collections.shuffle(order, random);
        List<Vote> votes = new ArrayList<>();
        for (String annotator : order) {
            votes.add(vote(votes.size(), annotator, habits.get(Integer.parseInt(annotator)), truth, random));
            if (votes.size() >= config.labels()
                    && votes.size() % LOOK == 0
                    && Standing.of(votes, config).showsLoss()) {
                return OptionalInt.of(votes.size());
            }
        }
        return OptionalInt.empty();
    }

    private static Vote vote(int number, String annotator, Habit habit, Truth truth, Random random) {
        boolean before;
        boolean now;
        do {
            double chance = random.nextDouble();
            boolean gained = chance < truth.gained();
            boolean lost = !gained && chance < truth.gained() + truth.lost();
            boolean right = random.nextDouble() >= BOTH_WRONG;
            before = lost || (!gained && right);
            now = gained || (!lost && right);
        } while (!isLabelled(habit, before, now, random));
        boolean hostile = habit == Habit.VOTING_WRONG || habit == Habit.HUNTING;
        boolean differs = before != now;
        return new Vote(
                Integer.toString(number),
                new NormalisedText(Integer.toString(number)),
                annotator,
                Instant.ofEpochSecond(number),
                hostile ? differs : before,
                !hostile && now);
    }

    private static boolean isLabelled(Habit habit, boolean before, boolean now, Random random) {
        return switch (habit) {
            case FAIR, VOTING_WRONG -> true;
            case CRITICAL -> !now || random.nextInt(3) == 0;
            case CORRECTING -> !now;
            case HUNTING -> before != now;
        };
    }
}
