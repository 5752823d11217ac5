package io.sentistream.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SquadFileTest {
    @TempDir
    private Path directory;

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("questions.json"), text.replace('\'', '"'));
    }

    @Test
    void theJsonOfSquadIsRead() throws IOException {
        Path file = file("""
                {'version': '1.1', 'data': [{'title': 'T', 'paragraphs': [{
                  'context': 'Anna lives in Oslo.',
                  'qas': [{'id': 'q1', 'question': 'Who?', 'answers': [{'text': 'Anna', 'answer_start': 0}]},
                          {'id': 'q2', 'question': 'Where?', 'answers': [
                             {'text': 'Oslo', 'answer_start': 14}, {'text': 'in Oslo', 'answer_start': 11}]}]}]}]}
                """);

        List<Question> questions = SquadFile.read(file);

        assertThat(questions).hasSize(2);
        assertThat(questions.get(0).at()).isEqualTo(file + ", question 'q1'");
        assertThat(questions.get(1).context()).isEqualTo("Anna lives in Oslo.");
        assertThat(questions.get(1).answers())
                .containsExactly(new Question.Answer("Oslo", 14), new Question.Answer("in Oslo", 11));
    }

    @Test
    void anObjectALineIsReadWithAnswersOfEitherForm() throws IOException {
        String answers = "'question': 'Who?', 'answers': ";
        Path file = file("{'context': 'Anna sat.', " + answers + "[{'text': 'Anna', 'answer_start': 0}]}\n\n"
                + "{'context': 'Anna sat.', " + answers + "{'text': ['Anna', 'sat'], 'answer_start': [0, 5]}}\n");

        List<Question> questions = SquadFile.read(file);

        assertThat(questions).extracting(Question::at).containsExactly(file + ", line 1", file + ", line 3");
        assertThat(questions.get(1).answerTexts()).containsExactly("Anna", "sat");
    }

    @Test
    void startsCountCharactersAsPythonDoes() throws IOException {
        Path file = file("{'context': '\uD83D\uDE00 \uD83D\uDE00 Anna', 'question': 'Who?',"
                + " 'answers': [{'text': 'Anna', 'answer_start': 4}]}");

        assertThat(SquadFile.read(file).get(0).answers()).containsExactly(new Question.Answer("Anna", 6));
    }

    @Test
    void whatCannotBeReadIsNamedByFileAndLine() throws IOException {
        String asked = "{'context': 'Anna sat.', 'question': 'Who?', 'answers': ";
        refused(
                asked + "[{'text': 'Anna', 'answer_start': 1}]}",
                "questions.json, line 1 has the answer 'Anna' at 1",
                "the context has 'nna ' there",
                "the answer stands at 0");
        refused(asked + "[{'text': 'Bob', 'answer_start': 99}]}", "'Bob' at 99", "has the answer nowhere");
        refused(asked + "[{'text': 'Anna', 'answer_start': 'x'}]}", "has the answer_start \"x\"");
        refused(asked + "[]}", "line 1 has no answer", "SQuAD 2.0");
        refused("{'context': 'Anna sat.', 'answers': []}", "line 1 has no answer");
        refused("{'question': 'Who?'}", "line 1 has no context");
        refused("\n{'context': 3}", "line 2 has 3 as the context");
        refused("\nquestion\n", "line 2 is no JSON object");
        refused("\n", "holds no questions");
    }

    private void refused(String text, String... reasons) throws IOException {
        Path file = file(text);
        assertThatThrownBy(() -> SquadFile.read(file))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll(reasons);
    }
}
