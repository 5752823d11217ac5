package io.sentistream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompatibilityCheckTest {

    private static final Schema FIRST =
            SchemaBuilder.record("R").fields().requiredString("a").endRecord();
    private static final Schema FIELD_WITH_DEFAULT = SchemaBuilder.record("R")
            .fields()
            .requiredString("a")
            .name("b")
            .type()
            .stringType()
            .stringDefault("")
            .endRecord();
    private static final Schema FIELD_WITHOUT_DEFAULT = SchemaBuilder.record("R")
            .fields()
            .requiredString("a")
            .requiredString("b")
            .endRecord();
    private static final Schema FIELD_REMOVED =
            SchemaBuilder.record("R").fields().optionalString("c").endRecord();

    @TempDir
    Path directory;

    private CompatibilityCheck check;

    @BeforeEach
    void publishTheFirstVersion() throws IOException {
        check = new CompatibilityCheck(directory.resolve("versions"), directory.resolve("proposals"));
        publish(1, FIRST);
    }

    @Test
    void aPublishedSchemaHasNoProblem() throws IOException {
        assertThat(check.problem(FIRST)).isEmpty();
    }

    @Test
    void aFieldThatOldRecordsDoNotHaveIsCaught() throws IOException {
        assertThat(check.problem(FIELD_WITHOUT_DEFAULT)).get().asString().contains("R", "can't read each other");
    }

    @Test
    void aFieldThatOldReadersNeedCannotGo() throws IOException {
        assertThat(check.problem(FIELD_REMOVED)).get().asString().contains("can't read each other");
    }

    @Test
    void aChangeThatOnlyTheLastVersionUnderstandsIsCaught() throws IOException {
        publish(2, FIELD_WITH_DEFAULT);
        assertThat(check.problem(FIELD_WITHOUT_DEFAULT)).get().asString().contains("can't read each other");
    }

    @Test
    void anEnumSymbolOldReadersDoNotKnowNeedsADefault() throws IOException {
        var bare = "{\"type\": \"record\", \"name\": \"E\", \"fields\": [{\"name\": \"e\", \"type\": "
                + "{\"type\": \"enum\", \"name\": \"K\", \"symbols\": [%s]}}]}";
        publish(1, new Schema.Parser().parse(bare.formatted("\"A\"")));
        assertThat(check.problem(new Schema.Parser().parse(bare.formatted("\"A\", \"B\""))))
                .get()
                .asString()
                .contains("can't read each other");
    }

    @Test
    void aCompatibleChangeFailsUntilItIsKeptAsTheMessageSays() throws IOException {
        var problem = check.problem(FIELD_WITH_DEFAULT).orElseThrow();
        var proposal = directory.resolve("proposals/R/v2.avsc");
        var version = directory.resolve("versions/R/v2.avsc");
        assertThat(problem).contains("cp " + proposal + " " + version);

        Files.copy(proposal, version);

        assertThat(check.problem(FIELD_WITH_DEFAULT)).isEmpty();
    }

    private void publish(int version, Schema schema) throws IOException {
        var file = directory.resolve(Path.of("versions", schema.getName(), "v" + version + ".avsc"));
        Files.createDirectories(file.getParent());
        Files.writeString(file, schema.toString());
    }
}
