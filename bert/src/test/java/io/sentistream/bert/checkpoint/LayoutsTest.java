package io.sentistream.bert.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sentistream.bert.TinyBert;
import io.sentistream.bert.inference.InferenceConfig;
import io.sentistream.bert.inference.TextClassifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The layouts that published models come in, each made from one model and opened. */
class LayoutsTest {
    @TempDir
    private Path temporary;

    private Path directory;
    private Checkpoint original;

    @BeforeEach
    void write() throws IOException {
        write(TinyBert.of("negative", "positive"));
    }

    private void write(TinyBert tiny) throws IOException {
        directory = tiny.write(
                temporary.resolve("model-" + tiny.architecture() + tiny.labels().size()));
        Files.delete(directory.resolve("manifest.json"));
        original = Checkpoint.open(directory);
    }

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void tensorsWithoutTheModelsPrefixAreABase(Architecture architecture) throws IOException {
        write(TinyBert.of().architecture(architecture));
        rename(name -> name.replaceFirst("^(distil)?bert\\.", ""));

        Checkpoint base = Checkpoint.open(directory);

        assertThat(base.weights()).isEqualTo(original.weights());
        assertThat(base.hasHead()).isFalse();
    }

    @Test
    void gammaAndBetaAreTheWeightAndBiasOfLayerNorm() {
        rename(name -> name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta"));

        assertThat(Checkpoint.open(directory).weights()).isEqualTo(original.weights());
    }

    @Test
    void headsAndBuffersOfOtherTasksAreLeftOut() {
        change(tensors -> {
            tensors.put("bert.embeddings.position_ids", new Tensor(DType.I64, List.of(1), ByteBuffer.allocate(8)));
            for (String name : List.of(
                    "cls.predictions.bias",
                    "cls.predictions.transform.LayerNorm.gamma",
                    "cls.seq_relationship.weight",
                    "vocab_transform.weight",
                    "vocab_layer_norm.bias",
                    "vocab_projector.bias",
                    "qa_outputs.bias")) {
                tensors.put(name, Tensor.of(new float[3], 3));
            }
        });

        assertThat(Checkpoint.open(directory).weights()).isEqualTo(original.weights());
    }

    @Test
    void aPretrainedBaseKeepsItsPoolerAndHasNoHead() {
        configure(config -> config.putArray("architectures").add("BertForPreTraining"));
        change(tensors -> tensors.keySet().removeIf(name -> name.startsWith("classifier")));

        Checkpoint base = Checkpoint.open(directory);

        assertThat(base.hasHead()).isFalse();
        assertThat(base.weights()).containsKey("bert.pooler.dense.weight").doesNotContainKey("classifier.weight");
        assertThat(base.withNewHead(List.of("a", "b", "c"), 1).hasHead()).isTrue();
    }

    @Test
    void aClassifierOfTokensIsNotTakenForOneOfTexts() {
        configure(config -> config.putArray("architectures").add("BertForTokenClassification"));

        Checkpoint opened = Checkpoint.open(directory);

        assertThat(opened.config().task()).isEqualTo(Task.TOKENS);
        assertThat(opened.weights()).containsKey("classifier.weight").doesNotContainKey("bert.pooler.dense.weight");
        assertThatThrownBy(() -> TextClassifier.load(opened, InferenceConfig.defaults()))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("classifies tokens, so it can't classify single texts");
    }

    @Test
    void aClassifierThatWasTrainedOnPairsOfGlueIsOneOfPairs() {
        configure(config -> config.put("finetuning_task", "mrpc"));

        assertThat(Checkpoint.open(directory).config().task()).isEqualTo(Task.PAIR);
    }

    @Test
    void aHeadOfATaskThatIsNotKnownIsLeftOut() {
        configure(config -> config.putArray("architectures").add("BertForMultipleChoice"));

        assertThat(Checkpoint.open(directory).hasHead()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void headsOfAllTasksAreWrittenUnderHuggingFacesNamesAndReadBack(Architecture architecture) throws IOException {
        Map<Task, String> ends = Map.of(
                Task.SINGLE, "ForSequenceClassification",
                Task.PAIR, "ForSequenceClassification",
                Task.TOKENS, "ForTokenClassification",
                Task.QUESTIONS, "ForQuestionAnswering");
        for (Task task : Task.values()) {
            Path written = directory.resolveSibling(task + "-" + architecture);
            Checkpoint base = TinyBert.of("a", "b").architecture(architecture).checkpoint();
            Checkpoint headed = base.withNewHead(task, List.of("x", "y"), 3);
            headed.write(written, TinyBert.manifest("v1"), "");

            Checkpoint read = Checkpoint.open(written);

            assertThat(read.config()).isEqualTo(headed.config());
            assertThat(read.weights()).isEqualTo(headed.weights());
            ObjectNode config = Json.object(written.resolve("config.json"));
            assertThat(config.path("architectures").get(0).asText())
                    .isEqualTo((architecture == Architecture.BERT ? "Bert" : "DistilBert") + ends.get(task));
            assertThat(config.path("id2label").path("1").asText()).isEqualTo("y");
            String last = task == Task.QUESTIONS ? "qa_outputs." : "classifier.";
            assertThat(read.weights()).containsKeys(last + "weight", last + "bias");
            assertThat(read.weights().keySet())
                    .filteredOn(name -> name.contains("pooler") || name.contains("pre_classifier"))
                    .hasSize(task.classifiesTexts() ? 2 : 0);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"F16", "BF16"})
    void halfPrecisionIsWidened(DType dtype) {
        change(tensors -> tensors.replaceAll((name, tensor) -> narrowed(tensor, dtype)));

        Checkpoint opened = Checkpoint.open(directory);

        original.weights().forEach((name, tensor) -> {
            assertThat(opened.weights().get(name).dtype()).isEqualTo(DType.F32);
            assertThat(opened.weights().get(name).toFloats())
                    .isEqualTo(narrowed(tensor, dtype).toFloats());
        });
    }

    @Test
    void shardsAreReadTogether() {
        shard();

        assertThat(Checkpoint.open(directory).weights()).isEqualTo(original.weights());
    }

    @Test
    void shardsThatDoNotAgreeWithTheirIndexAreRefused() throws IOException {
        shard();
        ObjectNode index = Json.object(directory.resolve(CheckpointReader.INDEX));
        ObjectNode map = (ObjectNode) index.get("weight_map");

        map.put("classifier.bias", "model-0.safetensors");
        Files.write(directory.resolve(CheckpointReader.INDEX), Json.bytes(index));
        assertRefused("classifier.bias", "does not place there");

        map.put("classifier.bias", "model-1.safetensors");
        map.put("absent", "model-1.safetensors");
        Files.write(directory.resolve(CheckpointReader.INDEX), Json.bytes(index));
        assertRefused("model-1.safetensors lacks 'absent'");

        map.put("absent", "../elsewhere.safetensors");
        Files.write(directory.resolve(CheckpointReader.INDEX), Json.bytes(index));
        assertRefused("../elsewhere.safetensors", "not a file of its directory");

        map.remove("absent");
        Files.write(directory.resolve(CheckpointReader.INDEX), Json.bytes(index));
        Files.delete(directory.resolve("model-1.safetensors"));
        assertRefused("model-1.safetensors");
    }

    @Test
    void aVocabularyAloneIsATokenizer() throws IOException {
        Files.delete(directory.resolve("tokenizer.json"));
        Files.delete(directory.resolve("tokenizer_config.json"));
        Files.delete(directory.resolve("special_tokens_map.json"));

        assertThat(Checkpoint.open(directory).tokenizerFiles().keySet()).containsAll(TokenizerFiles.NAMES);
    }

    @Test
    void aTokenizerAloneGivesItsVocabulary() throws IOException {
        byte[] vocabulary = Files.readAllBytes(directory.resolve("vocab.txt"));
        Files.delete(directory.resolve("vocab.txt"));

        assertThat(Checkpoint.open(directory).tokenizerFiles().get("vocab.txt")).isEqualTo(vocabulary);
    }

    @Test
    void labelsWithoutNamesAreNumbered() {
        configure(config -> config.remove(List.of("id2label", "label2id", "problem_type")));

        assertThat(Checkpoint.open(directory).config().labels()).containsExactly("LABEL_0", "LABEL_1");
    }

    @Test
    void defaultsOfHuggingFaceHoldForAbsentKeys() {
        configure(config -> config.remove(List.of(
                "type_vocab_size", "layer_norm_eps", "hidden_dropout_prob", "classifier_dropout", "hidden_act")));

        assertThat(Checkpoint.open(directory).config()).isEqualTo(original.config());
    }

    @ParameterizedTest
    @CsvSource({
        "model_type, roberta",
        "model_type, ''",
        "hidden_act, relu",
        "hidden_act, gelu_new",
        "position_embedding_type, relative_key",
        "is_decoder, true",
        "problem_type, multi_label_classification",
        "problem_type, regression"
    })
    void aNetworkOfAnotherKindIsRefusedByName(String key, String value) {
        configure(config -> config.put(key, value));

        assertRefused("config.json has " + key, value, "supported is");
    }

    @ParameterizedTest
    @CsvSource({
        "num_attention_heads, 3, divided among 3",
        "num_attention_heads, 0, num_attention_heads 0",
        "vocab_size, -1, vocab_size -1",
        "max_position_embeddings, 2, max_position_embeddings",
        "hidden_dropout_prob, 1.5, hidden_dropout_prob 1.5",
        "intermediate_size, 65, where the configuration asks for"
    })
    void aConfigurationThatCannotBeIsRefused(String key, double value, String message) {
        configure(config -> {
            if (value == Math.rint(value)) {
                config.put(key, (int) value);
            } else {
                config.put(key, value);
            }
        });

        assertRefused(message.equals("max_position_embeddings") ? "2 positions" : message);
    }

    @Test
    void labelsThatDoNotFitTheClassifierAreRefused() {
        configure(config -> config.putObject("id2label").put("0", "only"));
        assertRefused("id2label", "2 rows");
        configure(config -> config.putObject("id2label").put("0", "same").put("1", "same"));
        assertRefused("name a class twice");
        configure(config -> config.putObject("id2label").put("1", "a").put("2", "b"));
        assertRefused("id2label");
    }

    @Test
    void aDirectoryWithoutOneOfItsPartsIsRefused() throws IOException {
        Path absent = temporary.resolve("absent");
        assertThatThrownBy(() -> Checkpoint.open(absent)).hasMessageContaining("no directory " + absent);

        Files.delete(directory.resolve("vocab.txt"));
        Files.delete(directory.resolve("tokenizer.json"));
        assertRefused("no tokenizer.json and no vocab.txt");

        Files.delete(directory.resolve("model.safetensors"));
        assertRefused("no model.safetensors");

        Files.write(directory.resolve("pytorch_model.bin"), new byte[10]);
        assertRefused("pytorch_model.bin", "only safetensors", "from_pretrained", "safe_serialization=True");

        Files.delete(directory.resolve("config.json"));
        assertRefused("no config.json");
    }

    @Test
    void filesThatAreNotWhatTheyShouldBeAreRefused() throws IOException {
        Files.writeString(directory.resolve("config.json"), "[1]");
        assertRefused("config.json is damaged", "not a JSON object");
        Files.writeString(directory.resolve("config.json"), "{\"model_type\": ");
        assertRefused("config.json is damaged", "not JSON");
    }

    @Test
    void aTokenizerOfALargerVocabularyThanTheEmbeddingsIsRefused() {
        configure(config -> config.put("vocab_size", config.get("vocab_size").intValue() - 1));
        change(tensors -> tensors.computeIfPresent("bert.embeddings.word_embeddings.weight", (name, tensor) -> {
            float[] fewer = Arrays.copyOf(tensor.toFloats(), tensor.elements() - 16);
            return Tensor.of(fewer, tensor.shape().get(0) - 1, 16);
        }));

        assertRefused("'was'", "word embeddings");
    }

    @Test
    void aVocabularyWithoutSpecialTokensIsRefused() throws IOException {
        Files.delete(directory.resolve("tokenizer.json"));
        Files.writeString(directory.resolve("vocab.txt"), "[PAD]\n[UNK]\ngood\n");

        assertRefused("vocab.txt has no token [CLS]");
    }

    @Test
    void aTokenizerThatAVocabularyDoesNotDescribeIsRefused() throws IOException {
        Files.delete(directory.resolve("tokenizer.json"));
        Files.writeString(
                directory.resolve("tokenizer_config.json"), "{\"tokenizer_class\": \"BertJapaneseTokenizer\"}");

        assertRefused("BertJapaneseTokenizer");
    }

    @Test
    void weightsUnderTwoNamesOrOfAnotherTypeAreRefused() {
        change(tensors -> tensors.put("embeddings.LayerNorm.gamma", Tensor.of(new float[16], 16)));
        assertRefused("'bert.embeddings.LayerNorm.weight' twice");

        change(tensors -> {
            tensors.remove("embeddings.LayerNorm.gamma");
            tensors.put("classifier.bias", new Tensor(DType.F64, List.of(2), ByteBuffer.allocate(16)));
        });
        assertRefused("'classifier.bias' is F64");
    }

    private void assertRefused(String... parts) {
        assertThatThrownBy(() -> Checkpoint.open(directory))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(directory.toString())
                .hasMessageContainingAll(parts);
    }

    private void configure(Consumer<ObjectNode> change) {
        try {
            ObjectNode config = Json.object(directory.resolve("config.json"));
            change.accept(config);
            Files.write(directory.resolve("config.json"), Json.bytes(config));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void rename(UnaryOperator<String> rename) {
        change(tensors -> {
            Map<String, Tensor> old = new LinkedHashMap<>(tensors);
            tensors.clear();
            old.forEach((name, tensor) -> tensors.put(rename.apply(name), tensor));
        });
    }

    /** Writes the tensors anew, to a file of its own: the old one may still be mapped. */
    private void change(Consumer<Map<String, Tensor>> change) {
        Path file = directory.resolve("model.safetensors");
        Map<String, Tensor> tensors = new LinkedHashMap<>(Safetensors.read(file).tensors());
        change.accept(tensors);
        try {
            Files.delete(file);
            new Safetensors(Map.of("format", "pt"), tensors).write(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void shard() {
        ObjectNode index = Json.MAPPER.createObjectNode();
        ObjectNode map = index.putObject("weight_map");
        List<Map<String, Tensor>> shards = List.of(new LinkedHashMap<>(), new LinkedHashMap<>());
        original.weights().forEach((name, tensor) -> {
            int shard = name.contains("layer") || name.startsWith("classifier") ? 1 : 0;
            map.put(name, "model-" + shard + ".safetensors");
            shards.get(shard).put(name, tensor);
        });
        try {
            for (int i = 0; i < shards.size(); i++) {
                new Safetensors(Map.of(), shards.get(i)).write(directory.resolve("model-" + i + ".safetensors"));
            }
            Files.write(directory.resolve(CheckpointReader.INDEX), Json.bytes(index));
            Files.delete(directory.resolve("model.safetensors"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Cuts a tensor's values to half precision, towards zero. */
    private static Tensor narrowed(Tensor tensor, DType dtype) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * tensor.elements()).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : tensor.toFloats()) {
            int bits = Float.floatToIntBits(value);
            int exponent = (bits >>> 23 & 0xff) - 127 + 15;
            if (dtype == DType.BF16) {
                bytes.putShort((short) (bits >>> 16));
            } else {
                int magnitude = exponent <= 0 ? 0 : exponent << 10 | (bits >>> 13 & 0x3ff);
                bytes.putShort((short) ((bits >>> 16 & 0x8000) | magnitude));
            }
        }
        return new Tensor(dtype, tensor.shape(), bytes.flip());
    }
}
