package io.sentistream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The build's check that no schema leaves readers or records of any published version behind. */
class CompatibilityTest {

    private final CompatibilityCheck check = new CompatibilityCheck(
            Path.of("src/main/compatibility").toAbsolutePath(),
            Path.of("target/compatibility").toAbsolutePath());

    @ParameterizedTest(name = "{0}")
    @MethodSource("schemas")
    void everySchemaIsCompatibleWithEveryPublishedVersionAndPublishedItself(String name, Schema schema)
            throws IOException {
        var problem = check.problem(schema);
        assertThat(problem).as(() -> problem.orElse("no problem with " + name)).isEmpty();
    }

    static Stream<Object[]> schemas() {
        return Arrays.stream(Topic.values())
                .map(Topic::valueType)
                .flatMap(Optional::stream)
                .map(SpecificData.get()::getSchema)
                .map(schema -> new Object[] {schema.getName(), schema});
    }
}
