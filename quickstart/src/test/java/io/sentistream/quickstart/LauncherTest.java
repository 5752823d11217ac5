package io.sentistream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher at the root, on a PATH that holds only what each test puts there. */
class LauncherTest {
    private static final String JAVA_17 = """
            if [ "$1" = -version ]; then echo 'openjdk version "17.0.15" 2025-04-15' >&2; exit 0; fi
            for a in "$@"; do echo "[$a]"; done
            echo "on $CLASSPATH"
            exit 7
            """;
    private static final String MAVEN = """
            if [ "$1" = -version ]; then echo 'Apache Maven 3.8.7'; exit 0; fi
            echo "built $*" >> builds
            mkdir -p quickstart/target/launcher lib
            : > lib/a.jar
            printf %s "$PWD/lib/a.jar" > quickstart/target/launcher/classpath
            """;

    private record Ended(int exitCode, String output) {}

    @TempDir
    private Path directory;

    private Path tools;
    private Path root;

    @BeforeEach
    void layOutARepository() throws IOException {
        tools = Files.createDirectory(directory.resolve("tools"));
        for (String tool : List.of("cat", "find", "head", "tail", "mkdir", "rm", "mv", "readlink", "sh", "stty")) {
            tool(tool, "exec " + find(tool) + " \"$@\"");
        }
        root = Files.createDirectories(directory.resolve("with spaces/repository"));
        Files.copy(Path.of("../sentistream"), root.resolve("sentistream"));
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        Path module = Files.createDirectories(root.resolve("quickstart/src/main"));
        Files.writeString(module.resolve("A.java"), "class A {}");
        Files.writeString(root.resolve("quickstart/pom.xml"), "<project/>");
    }

    @Test
    void withoutJavaItSaysHowToInstallOne() throws Exception {
        assertThat(launch()).satisfies(ended -> {
            assertThat(ended.exitCode()).isEqualTo(1);
            assertThat(ended.output())
                    .contains("needs a JDK 17 or later: there is no 'java' on the PATH")
                    .contains("sudo apt install openjdk-17-jdk-headless", "sudo dnf install", "brew install openjdk");
        });
    }

    @Test
    void anOldJavaIsRefusedByItsVersion() throws Exception {
        tool("java", "echo 'openjdk version \"11.0.2\" 2019-01-15' >&2");

        assertThat(launch().output()).contains("needs a JDK 17 or later", "is version 11.0.2", "apt install");
    }

    @Test
    void aJavaHomeWithoutJavaIsNamed() throws Exception {
        assertThat(launch(Map.of("JAVA_HOME", "/no/such/jdk")).output()).contains("JAVA_HOME is /no/such/jdk");
    }

    @Test
    void aRuntimeWithoutCompilerIsNotEnough() throws Exception {
        tool("java", JAVA_17);
        tool("mvn", MAVEN);

        assertThat(launch().output()).contains("runtime without the compiler 'javac'", "apt install");
    }

    @Test
    void withoutMavenItSaysHowToInstallIt() throws Exception {
        tool("java", JAVA_17);
        tool("javac", "");

        assertThat(launch()).satisfies(ended -> {
            assertThat(ended.exitCode()).isEqualTo(1);
            assertThat(ended.output())
                    .contains("Maven 3.8 or later: there is no 'mvn' on the PATH")
                    .contains("sudo apt install maven", "sudo dnf install maven", "brew install maven");
        });
    }

    @Test
    void anOldMavenIsRefusedByItsVersion() throws Exception {
        tool("java", JAVA_17);
        tool("javac", "");
        tool("mvn", "echo 'Apache Maven 3.6.3'");

        assertThat(launch().output()).contains("Maven 3.8 or later: this is 3.6.3");
    }

    @Test
    void itBuildsOnceThenPassesArgumentsAndExitCodeOn() throws Exception {
        installAll();

        Ended first = launch(Map.of(), "review", "two words");
        Ended second = launch(Map.of(), "watch");

        assertThat(first.exitCode()).isEqualTo(7);
        assertThat(first.output())
                .contains("the first time takes a few minutes")
                .contains("[io.sentistream.quickstart.Sentistream]\n[review]\n[two words]")
                .contains("on " + root + "/quickstart/target/classes:" + root.toRealPath() + "/lib/a.jar");
        assertThat(second.output()).contains("[watch]").doesNotContain("building");
        assertThat(builds()).hasSize(1);
    }

    @Test
    void aChangedSourceIsBuiltAnewButNotToStopWhatRuns() throws Exception {
        installAll();
        launch();
        touchLater(root.resolve("quickstart/src/main/A.java"));

        assertThat(launch(Map.of(), "down").output()).doesNotContain("building");
        assertThat(launch(Map.of(), "up").output()).contains("building what has changed");
        assertThat(builds()).hasSize(2);
    }

    @Test
    void aJarThatIsGoneIsBuiltAnew() throws Exception {
        installAll();
        launch();
        Files.delete(root.resolve("lib/a.jar"));

        launch();

        assertThat(builds()).hasSize(2);
    }

    @Test
    void aFailedBuildShowsItsLogAndIsTriedAgain() throws Exception {
        installAll();
        tool("mvn", "[ \"$1\" = -version ] && { echo 'Apache Maven 3.9.9'; exit; }; echo 'cannot find symbol'; exit 1");

        Ended failed = launch();
        tool("mvn", MAVEN);
        Ended mended = launch();

        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.output()).contains("cannot find symbol", "the build failed; the whole log is in");
        assertThat(mended.exitCode()).isEqualTo(7);
    }

    @Test
    void itRunsThroughASymbolicLinkFromAnyDirectory() throws Exception {
        installAll();
        Path link = Files.createSymbolicLink(
                directory.resolve("link"), Path.of("with spaces", "repository", "sentistream"));

        assertThat(run(link, directory, Map.of(), "up").output()).contains("[up]");
        assertThat(builds()).hasSize(1);
    }

    private void installAll() throws IOException {
        tool("java", JAVA_17);
        tool("javac", "");
        tool("mvn", MAVEN);
    }

    private void tool(String name, String script) throws IOException {
        Path file = tools.resolve(name);
        Files.deleteIfExists(file);
        Files.writeString(file, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void touchLater(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));
    }

    private List<String> builds() throws IOException {
        return Files.readAllLines(root.resolve("builds"));
    }

    private Ended launch() throws Exception {
        return launch(Map.of());
    }

    private Ended launch(Map<String, String> environment, String... arguments) throws Exception {
        return run(root.resolve("sentistream"), root, environment, arguments);
    }

    private Ended run(Path launcher, Path from, Map<String, String> environment, String... arguments) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(Stream.concat(Stream.of("/bin/sh", launcher.toString()), Stream.of(arguments))
                        .toList());
        builder.directory(from.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", tools.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    private static Path find(String tool) {
        Optional<Path> found = Stream.of(System.getenv("PATH").split(":"))
                .map(Path::of)
                .map(place -> place.resolve(tool))
                .filter(Files::isExecutable)
                .findFirst();
        return found.orElseThrow(() -> new IllegalStateException("this machine has no " + tool));
    }
}
