package io.sentistream.trainer.annotation;

import io.sentistream.schemas.QuarantineReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Spreads the labels of those who give too many over later windows of time, in the order they came: a vote is due in the
 * first window, from that in which it came, where its annotator and its source still have room. What has been learned
 * stays learned, and takes its place. For one use by one thread.
 */
final class Caps {
    private static final int MANY = 3;

    private final AnnotationConfig config;
    private final Instant now;
    private final Map<Long, Map<String, Integer>> came = new HashMap<>();
    private final Map<Long, Long> cameInAll = new HashMap<>();
    private final Map<Place, Integer> taken = new HashMap<>();
    private final Map<String, Long> roomFrom = new HashMap<>();

    private record Place(String whose, long window) {}

    /** A vote that has to wait. */
    record Waiting(QuarantineReason reason, String why) {}

    Caps(AnnotationConfig config, Instant now) {
        this.config = config;
        this.now = now;
    }

    /** Which of the votes have to wait, and why. */
    Map<Vote, Waiting> waiting(List<Vote> votes) {
        for (Vote vote : votes) {
            came.computeIfAbsent(window(vote), first -> new HashMap<>()).merge(vote.annotator(), 1, Integer::sum);
        }
        came.forEach((window, annotators) -> cameInAll.put(
                window,
                annotators.values().stream()
                        .mapToLong(count -> Math.min(count, config.annotatorCap()))
                        .sum()));
        Map<Vote, Waiting> waiting = new HashMap<>();
        votes.stream()
                .sorted(Comparator.comparing((Vote vote) -> !vote.learned())
                        .thenComparing(this::at)
                        .thenComparing(vote -> vote.newest().key()))
                .forEach(vote -> place(vote).ifPresent(why -> waiting.put(vote, why)));
        return waiting;
    }

    private Optional<Waiting> place(Vote vote) {
        String annotator = "annotator " + vote.annotator();
        Optional<String> source = vote.newest().source().map(name -> "source " + name);
        long window = window(vote);
        QuarantineReason full = QuarantineReason.ANNOTATOR_CAP;
        if (!vote.learned()) {
            window = Math.max(window, roomFrom.getOrDefault(annotator, Long.MIN_VALUE));
            while (true) {
                if (taken(annotator, window) >= mostOf(vote.annotator(), window)) {
                    full = QuarantineReason.ANNOTATOR_CAP;
                    roomFrom.put(annotator, window + 1);
                } else if (source.isPresent() && taken(source.get(), window) >= config.sourceCap()) {
                    full = QuarantineReason.SOURCE_CAP;
                } else {
                    break;
                }
                window++;
            }
        }
        taken.merge(new Place(annotator, window), 1, Integer::sum);
        if (source.isPresent()) {
            taken.merge(new Place(source.get(), window), 1, Integer::sum);
        }
        Instant due = Instant.ofEpochMilli(window * config.window().toMillis());
        return due.isAfter(now) ? Optional.of(waiting(vote, full, due)) : Optional.empty();
    }

    private int taken(String whose, long window) {
        return taken.getOrDefault(new Place(whose, window), 0);
    }

    /** How many labels an annotator may teach in a window. */
    private long mostOf(String annotator, long window) {
        Map<String, Integer> beside = came.getOrDefault(window, Map.of());
        if (beside.size() < MANY || config.annotatorShare() >= 1) {
            return config.annotatorCap();
        }
        long others = cameInAll.get(window) - Math.min(beside.getOrDefault(annotator, 0), config.annotatorCap());
        double share = config.annotatorShare() / (1 - config.annotatorShare()) * others;
        return Math.min(config.annotatorCap(), Math.max(config.annotatorAlways(), Math.round(share)));
    }

    private Instant at(Vote vote) {
        Instant at = vote.newest().labelledAt();
        return at.isAfter(now) ? now : at;
    }

    private long window(Vote vote) {
        return Math.floorDiv(at(vote).toEpochMilli(), config.window().toMillis());
    }

    private Waiting waiting(Vote vote, QuarantineReason reason, Instant due) {
        String window = words(config.window());
        String whose = reason == QuarantineReason.SOURCE_CAP
                ? "the source " + vote.newest().source().orElse("") + " has more than its " + config.sourceCap()
                        + " labels within " + window + " (labels.source.cap)"
                : vote.annotator() + " gave more labels than one annotator may teach within " + window + ": "
                        + config.annotatorCap() + " (labels.annotator.cap), or, where three or more label, "
                        + Math.round(100 * config.annotatorShare()) + " % of all (labels.annotator.share)";
        return new Waiting(
                reason, whose + "; this one is learned by a training after " + due + ", or once it is released");
    }

    private static String words(Duration window) {
        return window.toString().substring(1).replace("T", "").toLowerCase(Locale.ROOT);
    }
}
