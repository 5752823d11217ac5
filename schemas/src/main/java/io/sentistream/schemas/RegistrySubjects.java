package io.sentistream.schemas;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.AbstractKafkaSchemaSerDeConfig;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificData;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our subjects on the registry: their schemas, and that only schemas are accepted which every reader and writer of every
 * version understands ({@code FULL_TRANSITIVE}). We upgrade before our readers, and newer code reads records of years.
 */
public final class RegistrySubjects {

    private static final Logger log = LoggerFactory.getLogger(RegistrySubjects.class);

    public static final String COMPATIBILITY = "FULL_TRANSITIVE";

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private RegistrySubjects() {}

    /**
     * Registers this version's schemas under the layout's subjects and sets their compatibility. Does nothing new when
     * run again. Other subjects and the registry's global setting are left alone; so is everything where {@code
     * auto.register.schemas} is false, for then others keep the registry.
     *
     * @param serdes holds the registry's address and credentials
     * @throws KafkaException if the registry doesn't answer, refuses a schema or may not be changed
     */
    public static void prepare(AvroSerdes serdes, TopicLayout layout) {
        if (!mayRegister(serdes)) {
            log.info("auto.register.schemas=false: the registry's subjects are left as they are");
            return;
        }
        try (var client = client(serdes)) {
            for (var topic : Topic.values()) {
                if (topic.valueType().isPresent()) {
                    prepare(
                            client,
                            layout.subject(topic),
                            new AvroSchema(SpecificData.get()
                                    .getSchema(topic.valueType().get())));
                }
            }
        } catch (IOException e) {
            throw noAnswer(serdes, e);
        }
    }

    /**
     * Asks the registry something small, to see whether it answers.
     *
     * @param serdes holds the registry's address and credentials
     * @throws KafkaException if the registry doesn't answer, or not as a registry does
     */
    public static void check(AvroSerdes serdes, TopicLayout layout) {
        try (var client = client(serdes)) {
            client.getLatestSchemaMetadata(layout.subject(Topic.REVIEWS));
        } catch (RestClientException e) {
            if (DecodeFailure.of(e).kind() == DecodeFailure.Kind.REGISTRY_UNAVAILABLE) {
                throw noAnswer(serdes, e);
            }
        } catch (IOException e) {
            throw noAnswer(serdes, e);
        }
    }

    private static KafkaException noAnswer(AvroSerdes serdes, Exception e) {
        return new KafkaException(
                "The schema registry at " + url(serdes) + " doesn't answer (" + e.getMessage()
                        + "): start it, or correct schema.registry.url.",
                e);
    }

    private static boolean mayRegister(AvroSerdes serdes) {
        var key = AbstractKafkaSchemaSerDeConfig.AUTO_REGISTER_SCHEMAS;
        return Boolean.parseBoolean(
                String.valueOf(serdes.config().getOrDefault(key, true)).strip());
    }

    private static void prepare(SchemaRegistryClient client, String subject, AvroSchema schema) throws IOException {
        try {
            // Before the schema where the registry can, so that not even the first upgrade goes unchecked.
            var restricted = restrict(client, subject);
            client.register(subject, schema);
            if (!restricted) {
                require(client, subject);
            }
        } catch (RestClientException e) {
            throw new KafkaException(explain(subject, e), e);
        }
    }

    /** Some registries know a subject's setting only once the subject has a schema, and answer 404 before. */
    private static boolean restrict(SchemaRegistryClient client, String subject)
            throws IOException, RestClientException {
        try {
            require(client, subject);
            return true;
        } catch (RestClientException e) {
            if (e.getStatus() == NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    /** Services that start together set it together: a registry that sees two first settings at once refuses one. */
    private static void require(SchemaRegistryClient client, String subject) throws IOException, RestClientException {
        try {
            client.updateCompatibility(subject, COMPATIBILITY);
        } catch (RestClientException e) {
            if (e.getStatus() != CONFLICT) {
                throw e;
            }
            client.updateCompatibility(subject, COMPATIBILITY);
        }
    }

    private static String explain(String subject, RestClientException e) {
        return e.getStatus() == CONFLICT
                ? "The registry refused this version's schema of " + subject + " as incompatible with an earlier one: "
                        + e.getMessage() + " Another program has registered a schema there; give the topics a prefix "
                        + "of their own, or remove that schema."
                : "The registry refused to prepare the subject " + subject + " (status " + e.getStatus() + "): "
                        + e.getMessage()
                        + " Check schema.registry.url and the user's permissions, or leave the subjects to others with "
                        + "topic.create=false.";
    }

    private static SchemaRegistryClient client(AvroSerdes serdes) {
        return SchemaRegistryClientFactory.newClient(
                List.of(url(serdes).split(",")), 100, List.of(new AvroSchemaProvider()), serdes.config(), Map.of());
    }

    private static String url(AvroSerdes serdes) {
        return (String) serdes.config().get("schema.registry.url");
    }
}
