package io.sentistream.quickstart.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {
    private static final long GB = 1L << 30;
    private static final Runtime.Version JAVA = Runtime.Version.parse("17.0.15");

    @TempDir
    private Path directory;

    private static Finding of(Machine machine, String check) {
        return machine.findings().stream()
                .filter(finding -> finding.check().equals(check))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aMachineWithEnoughOfAllIsWell() {
        Machine machine = new Machine(JAVA, 8 * GB, 2 * GB, directory);

        assertThat(of(machine, "java").outcome()).isEqualTo(Outcome.OK);
        assertThat(of(machine, "memory")).isEqualTo(Finding.ok("memory", "8.0 GB, 2.0 GB of it for the heap"));
        assertThat(of(machine, "home").what()).contains(directory.toString(), "GB free");
    }

    @Test
    void anOldJavaFailsWithItsVersion() {
        Finding java = of(new Machine(Runtime.Version.parse("11.0.2"), 8 * GB, 2 * GB, directory), "java");

        assertThat(java.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(java.what()).startsWith("11.0.2 at ");
        assertThat(java.fix()).contains("JDK 17 or later", "JAVA_HOME");
    }

    @Test
    void aHeapThatLeavesNoRoomForPyTorchIsAWarning() {
        Finding memory = of(new Machine(JAVA, 3 * GB, 2 * GB, directory), "memory");

        assertThat(memory.outcome()).isEqualTo(Outcome.WARNING);
        assertThat(memory.what()).contains("3.0 GB, 2.0 GB of it");
        assertThat(memory.fix()).contains("3.5 GB", "-Xmx1g");
    }

    @Test
    void aHeapTooSmallForAModelIsAWarning() {
        Finding memory = of(new Machine(JAVA, 8 * GB, GB / 4, directory), "memory");

        assertThat(memory.outcome()).isEqualTo(Outcome.WARNING);
        assertThat(memory.fix()).contains("SENTISTREAM_JAVA_OPTS");
    }

    @Test
    void aHomeThatCannotBeWrittenFails() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        Finding home = of(new Machine(JAVA, 8 * GB, 2 * GB, file.resolve("home")), "home");

        assertThat(home.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(home.what()).contains(file.resolve("home") + " can't be written");
        assertThat(home.fix()).contains("SENTISTREAM_HOME");
    }
}
