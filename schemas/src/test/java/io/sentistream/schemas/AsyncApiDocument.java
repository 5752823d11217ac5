package io.sentistream.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** The topics as an AsyncAPI 3.0 document, with the Avro schemas and Kafka's bindings. */
final class AsyncApiDocument {
    private static final String COMMENT = "# Made from io.sentistream.schemas.Topic; AsyncApiTest says how.\n";
    private static final String AVRO = "application/vnd.apache.avro;version=1.9.0";
    private static final String BINDING = "0.5.0";
    /** What the Kafka channel binding knows of a topic's configuration. */
    private static final List<String> LENGTHS = List.of("retention.ms", "delete.retention.ms");

    private final ObjectMapper json = new ObjectMapper();
    private final ObjectNode document = json.createObjectNode();

    private AsyncApiDocument() {
        document.put("asyncapi", "3.0.0");
        ObjectNode info = document.putObject("info");
        info.put("title", "Sentistream");
        info.put("version", "1");
        info.put(
                "description",
                "A streaming sentiment classifier that keeps learning. Values are framed as Confluent's serializers do: a zero"
                        + " byte, the schema's id as four bytes, the Avro record. Every schema is FULL_TRANSITIVE-compatible with"
                        + " those before it. Operations are told from the side of Sentistream: it receives what you send.");
        info.putObject("license").put("name", "Apache-2.0").put("url", "https://www.apache.org/licenses/LICENSE-2.0");
        document.put("defaultContentType", "application/vnd.apache.avro");
        ObjectNode local = document.putObject("servers").putObject("local");
        local.put("host", "localhost:9092");
        local.put("protocol", "kafka");
        local.putObject("bindings")
                .putObject("kafka")
                .put("schemaRegistryUrl", "http://localhost:8081")
                .put("schemaRegistryVendor", "confluent")
                .put("bindingVersion", BINDING);
        ObjectNode channels = document.putObject("channels");
        ObjectNode operations = document.putObject("operations");
        for (Topic topic : Topic.values()) {
            channel(channels.putObject(topic.plainName()), topic);
            operation(operations, topic);
        }
        ObjectNode messages = document.putObject("components").putObject("messages");
        for (Topic topic : Topic.values()) {
            message(messages.putObject(message(topic)), topic);
        }
    }

    /** The document as YAML. */
    static String text() {
        try {
            return COMMENT
                    + YAMLMapper.builder()
                            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                            .disable(YAMLGenerator.Feature.SPLIT_LINES)
                            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
                            .build()
                            .writeValueAsString(new AsyncApiDocument().document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void channel(ObjectNode channel, Topic topic) {
        channel.put("address", topic.plainName());
        channel.put("description", description(topic));
        channel.putObject("messages").putObject(message(topic)).put("$ref", "#/components/messages/" + message(topic));
        ObjectNode kafka = channel.putObject("bindings").putObject("kafka");
        kafka.put("partitions", topic.partitions());
        ObjectNode config = kafka.putObject("topicConfiguration");
        config.putArray("cleanup.policy").add(topic.config().get("cleanup.policy"));
        LENGTHS.stream()
                .filter(topic.config()::containsKey)
                .forEach(key -> config.put(key, Long.parseLong(topic.config().get(key))));
        kafka.put("bindingVersion", BINDING);
    }

    private static void operation(ObjectNode operations, Topic topic) {
        String action = isYours(topic) ? "receive" : "send";
        ObjectNode operation = operations.putObject(action + "-" + topic.plainName());
        operation.put("action", action);
        operation.putObject("channel").put("$ref", "#/channels/" + topic.plainName());
        operation
                .putArray("messages")
                .addObject()
                .put("$ref", "#/channels/" + topic.plainName() + "/messages/" + message(topic));
    }

    private void message(ObjectNode message, Topic topic) {
        Optional<Class<? extends SpecificRecord>> type = topic.valueType();
        message.put("name", message(topic));
        message.put(
                "summary",
                type.map(record -> SpecificData.get().getSchema(record).getDoc())
                        .orElse("The record as it came, with the reason in its headers."));
        headers(message, topic);
        ObjectNode kafka = message.putObject("bindings").putObject("kafka");
        kafka.putObject("key").put("type", "string").put("description", key(topic));
        if (type.isPresent()) {
            kafka.put("schemaIdLocation", "payload");
            kafka.put("schemaIdPayloadEncoding", "confluent");
            kafka.put("schemaLookupStrategy", "TopicNameStrategy");
            ObjectNode payload = message.putObject("payload");
            payload.put("schemaFormat", AVRO);
            payload.set("schema", schema(type.get()));
        } else {
            message.put("contentType", "application/octet-stream");
        }
        kafka.put("bindingVersion", BINDING);
    }

    private void headers(ObjectNode message, Topic topic) {
        Map<String, String> headers = switch (topic) {
            case SENTIMENT, SENTIMENT_SHADOW ->
                Map.of("sentistream-model-version", "the version of the model that gave the result");
            case REVIEWS_DLQ, FEEDBACK_DLQ ->
                Map.of(
                        "sentistream-error-reason", "why, in a word",
                        "sentistream-error-message", "why, for people",
                        "sentistream-error-topic", "where the record lies",
                        "sentistream-error-partition", "its partition there",
                        "sentistream-error-offset", "its offset there",
                        "sentistream-error-omitted", "what was left out of a record that became too large");
            default -> Map.of();
        };
        if (!headers.isEmpty()) {
            ObjectNode properties =
                    message.putObject("headers").put("type", "object").putObject("properties");
            new ArrayList<>(headers.keySet())
                    .stream()
                            .sorted()
                            .forEach(name -> properties
                                    .putObject(name)
                                    .put("type", "string")
                                    .put("description", headers.get(name)));
        }
    }

    /** The schema as the registry has it, less what only Java's classes need. */
    private JsonNode schema(Class<? extends SpecificRecord> type) {
        try {
            return plain(json.readTree(SpecificData.get().getSchema(type).toString()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode plain(JsonNode node) {
        if (node instanceof ObjectNode object && object.has("avro.java.string")) {
            object.remove("avro.java.string");
            if (object.size() == 1) {
                return object.get("type");
            }
        }
        if (node instanceof ObjectNode object) {
            new ArrayList<>(object.properties()).forEach(field -> object.set(field.getKey(), plain(field.getValue())));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                ((ArrayNode) node).set(i, plain(node.get(i)));
            }
        }
        return node;
    }

    private static String message(Topic topic) {
        return topic.valueType()
                .map(Class::getSimpleName)
                .orElse(topic == Topic.REVIEWS_DLQ ? "DeadReview" : "DeadFeedback");
    }

    /** Whether users write it. */
    private static boolean isYours(Topic topic) {
        return topic == Topic.REVIEWS || topic == Topic.FEEDBACK || topic == Topic.COMMANDS;
    }

    private static String description(Topic topic) {
        return switch (topic) {
            case REVIEWS -> "Texts to classify.";
            case SENTIMENT -> "What a model said of each review, with the review's key, timestamp and headers.";
            case SENTIMENT_SHADOW ->
                "What a candidate that runs beside the serving model said of its share of the reviews.";
            case REVIEWS_DLQ -> "Reviews that can't be read.";
            case FEEDBACK -> "Labels that people give.";
            case FEEDBACK_DLQ -> "Feedback that can't be used.";
            case LABELLED -> "The last label of each text and annotator, for ever; a null value withdraws it.";
            case FEEDBACK_QUARANTINE -> "Labels that no training learns from, and why; null where that is over.";
            case LIVE_ACCURACY -> "How often people found each model right and wrong; null where all was withdrawn.";
            case DRIFT -> "Changes of what comes, and of how well it is answered.";
            case LABEL_REQUESTS -> "Reviews whose labels would help most; null once one is labelled or out of date.";
            case COMMANDS ->
                "Requests to the trainer: train, promote, roll back, pin, unpin, run a candidate in the shadow or end that, release labels.";
            case TRAINING -> "How far a training is, about once a second while one runs.";
            case MODEL_VERSIONS -> "Every candidate and its verdict.";
            case MODELS -> "The model that serves, and the candidate that runs in its shadow.";
            case SERVING_HISTORY -> "Every change of which model serves, by whom and why, for ever.";
        };
    }

    private static String key(Topic topic) {
        return switch (topic) {
            case REVIEWS -> "anything of yours";
            case SENTIMENT, SENTIMENT_SHADOW -> "the review's";
            case REVIEWS_DLQ, FEEDBACK_DLQ -> "as it came";
            case FEEDBACK -> "anything or none";
            case LABELLED ->
                "a JSON array of the review's id, or the SHA-256 of its normalised text, and the annotator";
            case FEEDBACK_QUARANTINE -> "the serving line, a slash, and the key on labelled";
            case LIVE_ACCURACY -> "a JSON array of model version, source and day";
            case LABEL_REQUESTS -> "the review's id";
            case COMMANDS, TRAINING, SERVING_HISTORY, DRIFT -> "the serving line, such as default";
            case MODELS -> "the serving line, such as default, or the line and /shadow";
            case MODEL_VERSIONS -> "the version";
        };
    }
}
