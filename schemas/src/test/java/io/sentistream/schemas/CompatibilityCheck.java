package io.sentistream.schemas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaFormatter;

/**
 * Holds a schema against every version of it that was ever published: each must read what the other writes
 * ({@code FULL_TRANSITIVE}), and the schema itself must be kept as the newest version.
 *
 * @param versions holds a directory for each record with the files v1.avsc, v2.avsc and so on
 * @param proposals where a version that should be kept is written
 */
record CompatibilityCheck(Path versions, Path proposals) {

    /** What is wrong with the schema and what to do, if anything. */
    Optional<String> problem(Schema schema) throws IOException {
        var published = published(schema.getName());
        for (var earlier : published) {
            var misunderstood = Stream.concat(misunderstood(schema, earlier), misunderstood(earlier, schema))
                    .toList();
            if (!misunderstood.isEmpty()) {
                return Optional.of("The schema " + schema.getName() + " and a version in "
                        + versions.resolve(schema.getName()) + " can't read each other:\n"
                        + String.join("\n", misunderstood)
                        + "\nA field may be added or removed only if it has a default, a symbol only to an enum that has"
                        + " one; names and types stay.");
            }
        }
        if (!published.isEmpty() && schema.equals(published.get(0))) {
            return Optional.empty();
        }
        var file = Path.of(schema.getName(), "v" + (published.size() + 1) + ".avsc");
        var proposal = proposals.resolve(file);
        Files.createDirectories(proposal.getParent());
        Files.writeString(proposal, SchemaFormatter.format("json/pretty", schema) + "\n");
        return Optional.of("The schema " + schema.getName() + " is not among its published versions. It is compatible, "
                + "so keep it as a new one:\n  mkdir -p "
                + versions.resolve(file).getParent() + " && cp " + proposal
                + " " + versions.resolve(file) + "\nand commit that file with the change.");
    }

    private static Stream<String> misunderstood(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities()
                .stream()
                .map(problem -> problem.getType() + " at " + problem.getLocation() + ": " + problem.getMessage());
    }

    /** The published versions, the newest first. */
    private List<Schema> published(String name) throws IOException {
        var schemas = new ArrayList<Schema>();
        for (var number = 1; ; number++) {
            var file = versions.resolve(Path.of(name, "v" + number + ".avsc"));
            if (!Files.exists(file)) {
                return schemas;
            }
            schemas.add(0, new Schema.Parser().parse(Files.readString(file)));
        }
    }
}
