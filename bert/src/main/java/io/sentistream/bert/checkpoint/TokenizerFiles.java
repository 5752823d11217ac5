package io.sentistream.bert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The four files that make a Hugging Face tokenizer, those that are missing derived from those that are there: a
 * WordPiece {@code tokenizer.json} from {@code vocab.txt} and the other way round, and the two small files from these.
 */
final class TokenizerFiles {
    static final String TOKENIZER = "tokenizer.json";
    static final String CONFIG = "tokenizer_config.json";
    static final String SPECIAL_TOKENS = "special_tokens_map.json";
    static final String VOCABULARY = "vocab.txt";
    static final List<String> NAMES = List.of(TOKENIZER, CONFIG, SPECIAL_TOKENS, VOCABULARY);

    private static final Set<String> WORD_PIECE_CLASSES = Set.of(
            "",
            "BertTokenizer",
            "BertTokenizerFast",
            "DistilBertTokenizer",
            "DistilBertTokenizerFast",
            "PreTrainedTokenizerFast");

    private final Map<String, byte[]> given;
    private final ModelConfig model;
    private final ObjectNode config;
    private final SpecialTokens specialTokens;

    private TokenizerFiles(Map<String, byte[]> given, ModelConfig model) {
        this.given = given;
        this.model = model;
        this.config = objectOrEmpty(CONFIG);
        this.specialTokens = SpecialTokens.of(objectOrEmpty(SPECIAL_TOKENS), config);
    }

    /**
     * All four files; {@code vocab.txt} only where the tokenizer is WordPiece.
     *
     * @throws CheckpointException if neither {@code tokenizer.json} nor {@code vocab.txt} is there, or the vocabulary
     *     does not fit the network's embeddings
     */
    static Map<String, byte[]> complete(Map<String, byte[]> given, ModelConfig model) {
        return new TokenizerFiles(given, model).complete();
    }

    private Map<String, byte[]> complete() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        ObjectNode tokenizer;
        if (given.containsKey(TOKENIZER)) {
            tokenizer = Json.object(TOKENIZER, given.get(TOKENIZER));
            files.put(TOKENIZER, given.get(TOKENIZER));
        } else if (given.containsKey(VOCABULARY)) {
            tokenizer = wordPiece();
            files.put(TOKENIZER, Json.bytes(tokenizer));
        } else {
            throw new CheckpointException("There is no " + TOKENIZER + " and no " + VOCABULARY
                    + ". Copy one from where the model comes from.");
        }
        boolean isWordPiece = tokenizer.path("model").path("type").asText().equals("WordPiece");
        Map<Integer, String> vocabulary = isWordPiece ? vocabulary(tokenizer) : Map.of();
        for (int id : vocabulary.keySet()) {
            if (id < 0 || id >= model.vocabularySize()) {
                throw new CheckpointException("The tokenizer's token '" + vocabulary.get(id) + "' has the id " + id
                        + ", but the network has " + model.vocabularySize()
                        + " word embeddings. Take tokenizer and weights from the same model.");
            }
        }
        files.put(CONFIG, given.containsKey(CONFIG) ? given.get(CONFIG) : Json.bytes(config(tokenizer)));
        files.put(SPECIAL_TOKENS, given.containsKey(SPECIAL_TOKENS) ? given.get(SPECIAL_TOKENS) : specialTokensMap());
        if (given.containsKey(VOCABULARY)) {
            files.put(VOCABULARY, given.get(VOCABULARY));
        } else if (isWordPiece) {
            files.put(VOCABULARY, lines(vocabulary));
        }
        return Collections.unmodifiableMap(files);
    }

    private ObjectNode objectOrEmpty(String name) {
        return given.containsKey(name) ? Json.object(name, given.get(name)) : Json.MAPPER.createObjectNode();
    }

    private static Map<Integer, String> vocabulary(ObjectNode tokenizer) {
        Map<Integer, String> tokens = new TreeMap<>();
        for (Map.Entry<String, JsonNode> token :
                tokenizer.path("model").path("vocab").properties()) {
            tokens.put(token.getValue().asInt(-1), token.getKey());
        }
        for (JsonNode added : tokenizer.path("added_tokens")) {
            tokens.put(added.path("id").asInt(-1), added.path("content").asText());
        }
        return tokens;
    }

    /** One token a line, the line's number its id; an id that no token has gets a line as BERT's own unused ones. */
    private static byte[] lines(Map<Integer, String> vocabulary) {
        StringBuilder text = new StringBuilder();
        int next = 0;
        for (Map.Entry<Integer, String> token : vocabulary.entrySet()) {
            while (next < token.getKey()) {
                text.append("[unused-").append(next++).append("]\n");
            }
            text.append(token.getValue()).append('\n');
            next++;
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private byte[] specialTokensMap() {
        ObjectNode node = Json.MAPPER.createObjectNode();
        specialTokens.byRole().forEach(node::put);
        return Json.bytes(node);
    }

    private ObjectNode config(ObjectNode tokenizer) {
        JsonNode normalizer = tokenizer.path("normalizer");
        ObjectNode node = Json.MAPPER.createObjectNode();
        node.put(
                "tokenizer_class", model.architecture() == Architecture.BERT ? "BertTokenizer" : "DistilBertTokenizer");
        node.put("do_lower_case", normalizer.path("lowercase").asBoolean(true));
        node.put(
                "tokenize_chinese_chars",
                normalizer.path("handle_chinese_chars").asBoolean(true));
        if (normalizer.path("strip_accents").isBoolean()) {
            node.put("strip_accents", normalizer.path("strip_accents").booleanValue());
        } else {
            node.putNull("strip_accents");
        }
        node.put("model_max_length", model.positions());
        specialTokens.byRole().forEach(node::put);
        return node;
    }

    /** What Python's {@code BertTokenizerFast} builds of a {@code vocab.txt}. */
    private ObjectNode wordPiece() {
        String tokenizerClass = config.path("tokenizer_class").asText("");
        if (!WORD_PIECE_CLASSES.contains(tokenizerClass)) {
            throw new CheckpointException("The tokenizer is a " + tokenizerClass + ", which " + VOCABULARY
                    + " alone does not describe. Save it from Python as a fast tokenizer, which writes " + TOKENIZER
                    + ".");
        }
        Map<String, Integer> ids = new LinkedHashMap<>();
        List<String> lines =
                new ArrayList<>(List.of(new String(given.get(VOCABULARY), StandardCharsets.UTF_8).split("\r?\n", -1)));
        if (lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        for (int i = 0; i < lines.size(); i++) {
            ids.put(lines.get(i), i);
        }
        for (String needed : List.of(specialTokens.unknown(), specialTokens.cls(), specialTokens.sep())) {
            if (!ids.containsKey(needed)) {
                throw new CheckpointException(VOCABULARY + " has no token " + needed
                        + ". Fetch it again, or name its special tokens in " + SPECIAL_TOKENS + ".");
            }
        }

        ObjectNode root = Json.MAPPER.createObjectNode();
        root.put("version", "1.0").putNull("truncation").putNull("padding");
        var added = root.putArray("added_tokens");
        for (String token : specialTokens.byRole().values()) {
            if (ids.containsKey(token)) {
                added.addObject()
                        .put("id", ids.get(token))
                        .put("content", token)
                        .put("single_word", false)
                        .put("lstrip", false)
                        .put("rstrip", false)
                        .put("normalized", false)
                        .put("special", true);
            }
        }
        root.putObject("normalizer")
                .put("type", "BertNormalizer")
                .put("clean_text", true)
                .put(
                        "handle_chinese_chars",
                        config.path("tokenize_chinese_chars").asBoolean(true))
                .<ObjectNode>set(
                        "strip_accents",
                        config.path("strip_accents").isBoolean() ? config.get("strip_accents") : Json.MAPPER.nullNode())
                .put("lowercase", config.path("do_lower_case").asBoolean(true));
        root.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
        ObjectNode template = root.putObject("post_processor").put("type", "TemplateProcessing");
        var single = template.putArray("single");
        var pair = template.putArray("pair");
        for (var sequence : List.of(single, pair)) {
            special(sequence.addObject(), specialTokens.cls(), 0);
            sequence.addObject().putObject("Sequence").put("id", "A").put("type_id", 0);
            special(sequence.addObject(), specialTokens.sep(), 0);
        }
        pair.addObject().putObject("Sequence").put("id", "B").put("type_id", 1);
        special(pair.addObject(), specialTokens.sep(), 1);
        ObjectNode specials = template.putObject("special_tokens");
        for (String token : List.of(specialTokens.cls(), specialTokens.sep())) {
            ObjectNode special = specials.putObject(token).put("id", token);
            special.putArray("ids").add(ids.get(token));
            special.putArray("tokens").add(token);
        }
        root.putObject("decoder").put("type", "WordPiece").put("prefix", "##").put("cleanup", true);
        ObjectNode vocabulary = root.putObject("model")
                .put("type", "WordPiece")
                .put("unk_token", specialTokens.unknown())
                .put("continuing_subword_prefix", "##")
                .put("max_input_chars_per_word", 100)
                .putObject("vocab");
        ids.forEach(vocabulary::put);
        return root;
    }

    private static void special(ObjectNode node, String token, int type) {
        node.putObject("SpecialToken").put("id", token).put("type_id", type);
    }
}
