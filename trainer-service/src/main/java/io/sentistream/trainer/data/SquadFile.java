package io.sentistream.trainer.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads questions, either from the JSON of SQuAD 1.1 or a JSON object a line, with {@code context}, {@code question} and
 * {@code answers}: a list of objects {@code text} and {@code answer_start}, as SQuAD has them, or an object of two such lists,
 * as Hugging Face's data sets have them. Starts count Unicode characters, as Python does.
 *
 * <p>Questions without an answer, as SQuAD 2.0 has them, are refused.
 *
 * @see <a href="https://rajpurkar.github.io/SQuAD-explorer/">The format</a>
 */
public final class SquadFile {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final List<Question> questions = new ArrayList<>();

    private SquadFile() {}

    /**
     * The questions of a file.
     *
     * @throws DataException naming the file, the line or question, and the value that can't be read
     */
    public static List<Question> read(Path file) {
        String text = TsvLine.decode(file.toString(), TsvLine.bytes(file, "questions as JSON"))
                .replaceFirst("^\uFEFF", "");
        SquadFile read = new SquadFile();
        Optional<JsonNode> whole = parsed(text).filter(root -> root.path("data").isArray());
        if (whole.isPresent()) {
            read.articles(file.toString(), whole.get());
        } else {
            read.lines(file.toString(), text);
        }
        if (read.questions.isEmpty()) {
            throw new DataException(
                    file + " holds no questions: give at least one, with context, question and answers");
        }
        return read.questions;
    }

    private void articles(String file, JsonNode root) {
        for (JsonNode article : root.path("data")) {
            for (JsonNode paragraph : article.path("paragraphs")) {
                for (JsonNode question : paragraph.path("qas")) {
                    String at = file + ", question '"
                            + question.path("id")
                                    .asText(question.path("question").asText()) + "'";
                    add(at, paragraph.path("context"), question);
                }
            }
        }
    }

    private void lines(String file, String text) {
        String[] lines = text.split("\r?\n|\r", -1);
        for (int i = 0; i < lines.length; i++) {
            if (!lines[i].isBlank()) {
                String at = file + ", line " + (i + 1);
                JsonNode row = parsed(lines[i])
                        .filter(JsonNode::isObject)
                        .orElseThrow(() -> new DataException(at + " is no JSON object; write one a line, with context,"
                                + " question and answers, or all in the JSON of SQuAD"));
                add(at, row.path("context"), row);
            }
        }
    }

    private void add(String at, JsonNode context, JsonNode row) {
        String text = text(at, "context", context);
        JsonNode given = row.path("answers");
        List<Question.Answer> answers = new ArrayList<>();
        if (given.isArray()) {
            given.forEach(answer -> answers.add(answer(at, text, answer.path("text"), answer.path("answer_start"))));
        } else {
            for (int i = 0; i < given.path("text").size(); i++) {
                answers.add(answer(
                        at,
                        text,
                        given.path("text").path(i),
                        given.path("answer_start").path(i)));
            }
        }
        if (answers.isEmpty()) {
            throw new DataException(at + " has no answer; give one that stands in the context, or remove the question:"
                    + " questions without answers (SQuAD 2.0) are not learned");
        }
        questions.add(new Question(text, text(at, "question", row.path("question")), answers, at));
    }

    private static Question.Answer answer(String at, String context, JsonNode text, JsonNode start) {
        String answer = text(at, "text of an answer", text);
        if (!start.isInt()) {
            throw new DataException(at + " has the answer_start " + start + " for the answer '" + answer
                    + "'; give the number of characters before it");
        }
        int characters = context.codePointCount(0, context.length());
        int begin = start.intValue() < 0 || start.intValue() > characters
                ? context.length()
                : context.offsetByCodePoints(0, start.intValue());
        if (!context.startsWith(answer, begin)) {
            int found = context.indexOf(answer);
            throw new DataException(at + " has the answer '" + answer + "' at " + start + ", but the context has '"
                    + context.substring(begin, Math.min(context.length(), begin + answer.length())) + "' there; "
                    + (found < 0
                            ? "it has the answer nowhere: write it as it stands there"
                            : "the answer stands at " + context.codePointCount(0, found)));
        }
        return new Question.Answer(answer, begin);
    }

    private static String text(String at, String name, JsonNode node) {
        if (!node.isTextual() || node.textValue().isBlank()) {
            throw new DataException(at + " has " + (node.isMissingNode() ? "no" : node + " as the") + " " + name
                    + "; write it as text");
        }
        return node.textValue();
    }

    private static Optional<JsonNode> parsed(String json) {
        try {
            return Optional.of(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
