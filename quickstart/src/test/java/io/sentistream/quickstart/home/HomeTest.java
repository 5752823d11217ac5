package io.sentistream.quickstart.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentistream.quickstart.CommandFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    @TempDir
    private Path directory;

    private Home home() {
        return new Home(directory.resolve("home"));
    }

    @Test
    void aSecondUserIsToldWhoHoldsTheData() {
        HomeLock lock = home().lock();
        try {
            assertThatThrownBy(() -> home().lock())
                    .isInstanceOf(CommandFailed.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid() + " is running on " + directory)
                    .hasMessageContaining("sentistream down");
        } finally {
            lock.close();
        }
    }

    @Test
    void anotherProcessThatHoldsTheDataIsNamedAndItsEndFreesThem() throws Exception {
        Process other = holdInAnotherProcess();
        try {
            assertThatThrownBy(() -> home().lock()).hasMessageContaining("process " + other.pid() + " is running");
            new RunningSystem(other.pid(), "127.0.0.1:9092", "http://127.0.0.1:8081").write(home());
            assertThat(home().running())
                    .hasValueSatisfying(it -> assertThat(it.pid()).isEqualTo(other.pid()));
        } finally {
            other.destroyForcibly().waitFor();
        }

        assertThat(home().running())
                .as("after kill -9, with running.json still there")
                .isEmpty();
        home().lock().close();
    }

    @Test
    void askingWhetherTheDataAreHeldDoesNotLetThemGo() throws Exception {
        HomeLock lock = home().lock();
        try {
            home().running();
            assertThatThrownBy(() -> home().lock()).isInstanceOf(CommandFailed.class);

            Process other = holdInAnotherProcess();

            assertThat(other.waitFor()).as("the other process must be refused").isNotZero();
        } finally {
            lock.close();
        }
    }

    @Test
    void theDataAreNotDeletedUnderARunningSystem() throws IOException {
        Path file = Files.createDirectories(home().data()).resolve("log");
        Files.writeString(file, "x");
        HomeLock lock = home().lock();

        assertThatThrownBy(() -> home().deleteData()).isInstanceOf(CommandFailed.class);
        assertThat(file).exists();

        lock.close();
        home().deleteData();
        assertThat(home().data()).doesNotExist();
    }

    /** Prints a line once it holds the lock, and then waits; exits with 1 where it is refused. */
    private Process holdInAnotherProcess() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Holder.class.getName(),
                        home().directory().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getInputStream().readNBytes("held".getBytes(StandardCharsets.US_ASCII).length);
        return process;
    }

    /** The main class of another process that takes the lock. */
    public static final class Holder {
        public static void main(String[] arguments) throws InterruptedException {
            try {
                new Home(Path.of(arguments[0])).lock();
            } catch (CommandFailed refused) {
                System.exit(1);
            }
            System.out.print("held");
            System.out.flush();
            Thread.sleep(60_000);
        }
    }
}
