package io.sentistream.quickstart.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.inference.TextClassifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The starter's directory in {@code transformers}, the Python library. */
class TransformersInterop {
    private static final String PYTHON = System.getProperty("interop.python");
    private static final ForeignProgram PROGRAM = new ForeignProgram(
            "Python with transformers and PyTorch is needed: python3 -m venv venv && venv/bin/pip install transformers"
                    + " torch, then -Dinterop.python=venv/bin/python3 with its whole path");

    @Test
    void ourDirectoryClassifiesInPythonAsHere() throws IOException, InterruptedException {
        try (TextClassifier classifier = Starter.classifier()) {
            List<String> texts = Sentences.all();
            new Answers(classify("pipeline", Starter.directory(), texts)).assertThoseOf(classifier, texts);
        }
    }

    @Test
    void whatPythonSavesClassifiesHereAsThere(@TempDir Path saved) throws IOException, InterruptedException {
        PROGRAM.run(
                PYTHON, ForeignProgram.script("layouts.py"), Starter.directory().toString(), saved.toString());

        for (String layout : List.of("bert", "sharded", "float16", "bfloat16", "distilbert")) {
            Path directory = saved.resolve(layout);
            try (TextClassifier classifier = Starter.classifier(Checkpoint.open(directory))) {
                List<String> texts = Sentences.all();
                new Answers(classify("pipeline", directory, texts)).assertThoseOf(classifier, texts);
            }
        }
        for (String layout :
                List.of("bert-base", "bert-masked", "bert-pretraining", "distilbert-base", "distilbert-masked")) {
            Checkpoint base = Checkpoint.open(saved.resolve(layout));
            assertThat(base.hasHead()).as(layout).isFalse();
            assertThat(base.config().layers()).as(layout).isEqualTo(2);
        }
        assertThat(saved.resolve("sharded/model.safetensors.index.json")).exists();
    }

    /** Each in a word, at its end, alone and doubled. Planes of nothing but ideographs or nothing at all are left out. */
    @Test
    void everyCharacterOfUnicodeIsTokenizedInPythonAsHere() throws IOException, InterruptedException {
        IntPredicate halfOfAPair = point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
        List<String> texts = IntStream.concat(IntStream.range(0, 0x21000), IntStream.range(0xE0000, 0xE1000))
                .filter(halfOfAPair.negate())
                .mapToObj(Character::toString)
                .map(character -> "go" + character + "od" + character + " " + character + " " + character + character)
                .toList();

        JsonNode ids = classify("tokens", Starter.directory(), texts);

        try (TextClassifier classifier = Starter.classifier()) {
            for (int i = 0; i < texts.size(); i++) {
                assertThat(ids.get(i).toString().replace(",", ", "))
                        .as("U+%04X", texts.get(i).codePointAt(2))
                        .isEqualTo(Arrays.toString(
                                classifier.encode(texts.get(i)).windows().get(0)));
            }
        }
        System.out.println(texts.size() + " characters: token ids identical");
    }

    private static JsonNode classify(String what, Path model, List<String> texts)
            throws IOException, InterruptedException {
        return PROGRAM.ask(texts, PYTHON, ForeignProgram.script("classify.py"), what, model.toString());
    }
}
