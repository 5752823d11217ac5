package io.sentistream.trainer.annotation;

import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.schemas.NormalisedText;
import io.sentistream.schemas.QuarantineReason;
import io.sentistream.trainer.replay.FeedbackRow;
import io.sentistream.trainer.replay.ReplayStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows read as votes: what each annotator says last of each normalised text.
 *
 * @param texts the votes for each text
 * @param canaries the same for each canary
 * @param setAside rows that are no votes: that can't be read, are judged on, are canaries, or were said otherwise since
 */
record Votes(Collection<List<Vote>> texts, Collection<List<Vote>> canaries, List<SetAside> setAside) {
    private static final String JUDGED_ON =
            "models are judged on this text of the base data, so none may learn it; nothing is to be done";

    /** A row that can be read. */
    private record Read(FeedbackRow row, NormalisedText text, int label, boolean learned, boolean released) {}

    private record Said(NormalisedText text, String annotator) {}

    /** Reads all rows. */
    static Votes of(ReplayStore.Snapshot feedback, Labels labels, KnownTexts known) {
        List<SetAside> setAside = new ArrayList<>();
        Map<Said, List<Read>> said = new LinkedHashMap<>();
        Map<Said, List<Read>> answers = new LinkedHashMap<>();
        feedback.all((row, learned) -> {
            if (feedback.planted().containsKey(row.key())) {
                setAside.add(new SetAside(
                        row, QuarantineReason.PLANTED_PHRASE, feedback.planted().get(row.key())));
                return;
            }
            NormalisedText text = new NormalisedText(row.text());
            int label;
            try {
                label = labels.indexOf(row.label());
                if (text.text().isEmpty()) {
                    throw new IllegalArgumentException("The text is empty.");
                }
            } catch (IllegalArgumentException e) {
                setAside.add(new SetAside(row, QuarantineReason.UNREADABLE, e.getMessage()));
                return;
            }
            boolean released = feedback.released().contains(row.key());
            Map<Said, List<Read>> where = said;
            if (known.canaries().containsKey(text)) {
                where = answers;
                setAside.add(new SetAside(
                        row,
                        QuarantineReason.CANARY,
                        canary(row, known.canaries().get(text) == label)));
            } else if (known.judgedOn().contains(text)) {
                setAside.add(new SetAside(row, QuarantineReason.VALIDATION, JUDGED_ON));
                return;
            }
            where.computeIfAbsent(new Said(text, row.annotator()), first -> new ArrayList<>())
                    .add(new Read(row, text, label, learned, released));
        });
        return new Votes(byText(said, setAside), byText(answers, new ArrayList<>()), setAside);
    }

    /** All votes for texts. */
    List<Vote> all() {
        return texts.stream().flatMap(List::stream).toList();
    }

    private static String canary(FeedbackRow row, boolean right) {
        return "a canary, whose label is known: it is not learned, but tells how reliable " + row.annotator()
                + " is, and this answer is " + (right ? "right" : "wrong");
    }

    private static Collection<List<Vote>> byText(Map<Said, List<Read>> said, List<SetAside> setAside) {
        Map<NormalisedText, List<Vote>> texts = new LinkedHashMap<>();
        said.values()
                .forEach(reads -> texts.computeIfAbsent(reads.get(0).text(), first -> new ArrayList<>())
                        .add(vote(reads, setAside)));
        return texts.values();
    }

    /** What an annotator says of a text: what a person released of it, or else the last. */
    private static Vote vote(List<Read> reads, List<SetAside> setAside) {
        List<Read> newestFirst = reads.stream()
                .sorted(Comparator.comparing(Read::released)
                        .thenComparing((Read read) -> read.row().labelledAt())
                        .thenComparing(read -> read.row().offset())
                        .thenComparing(read -> read.row().key())
                        .reversed())
                .toList();
        int label = newestFirst.get(0).label();
        List<Read> agreeing = new ArrayList<>();
        for (Read read : newestFirst) {
            if (read.label() == label) {
                agreeing.add(read);
            } else {
                setAside.add(new SetAside(
                        read.row(),
                        QuarantineReason.OUTVOTED,
                        read.row().annotator() + " has labelled the same text again, as "
                                + newestFirst.get(0).row().label()));
            }
        }
        return new Vote(
                newestFirst.get(0).text(),
                label,
                agreeing.stream().map(Read::row).toList(),
                agreeing.stream().anyMatch(Read::learned),
                agreeing.stream().anyMatch(Read::released));
    }
}
