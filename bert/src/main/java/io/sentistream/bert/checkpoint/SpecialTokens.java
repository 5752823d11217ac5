package io.sentistream.bert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The names of BERT's special tokens by role ({@code cls_token}, …), as {@code special_tokens_map.json} or {@code
 * tokenizer_config.json} give them.
 */
record SpecialTokens(Map<String, String> byRole) {
    private static final Map<String, String> USUAL = new LinkedHashMap<>();

    static {
        USUAL.put("pad_token", "[PAD]");
        USUAL.put("unk_token", "[UNK]");
        USUAL.put("cls_token", "[CLS]");
        USUAL.put("sep_token", "[SEP]");
        USUAL.put("mask_token", "[MASK]");
    }

    /** The tokens in these two files, the first one that names a role deciding; either file may be an empty object. */
    static SpecialTokens of(ObjectNode specialTokensMap, ObjectNode tokenizerConfig) {
        Map<String, String> byRole = new LinkedHashMap<>();
        USUAL.forEach((role, usual) -> {
            JsonNode node = specialTokensMap.path(role);
            JsonNode given = node.isMissingNode() || node.isNull() ? tokenizerConfig.path(role) : node;
            String text = given.isObject() ? given.path("content").asText() : given.asText();
            byRole.put(role, text.isEmpty() || given.isNull() ? usual : text);
        });
        return new SpecialTokens(byRole);
    }

    String cls() {
        return byRole.get("cls_token");
    }

    String sep() {
        return byRole.get("sep_token");
    }

    String unknown() {
        return byRole.get("unk_token");
    }
}
