package io.millrace.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher builds for which JDK and starts with it. Its Maven makes empty jars, and its JDKs say what they are given. */
final class LauncherBuildTest {

    private static final Path LAUNCHER = Path.of("").toAbsolutePath().resolveSibling("millrace");
    private static final String BUILD = "millrace: building; ";
    private static final String LEFT_OUT =
            "millrace: benchmarks leave out the peers that need JDK 25, since this is JDK 17\n";

    @TempDir
    Path root;

    @BeforeEach
    void prepare() throws IOException {
        Files.copy(LAUNCHER, root.resolve("millrace"));
        program(
                "bin/mvn",
                "for directory in samples samples/applications benchmarks benchmarks-java25; do",
                "    mkdir -p $directory/target/quick",
                "    : >$directory/target/quick/millrace-${directory##*/}-0.1.0-SNAPSHOT.jar",
                "    : >$directory/target/quick/millrace-${directory##*/}-0.1.0-SNAPSHOT-tests.jar",
                "done");
        for (String version : List.of("17", "25")) {
            program(version + "/bin/java", "echo \"$@\"");
            Files.writeString(root.resolve(version).resolve("release"), "JAVA_VERSION=\"" + version + ".0.1\"\n");
        }
    }

    private void program(String name, String... lines) throws IOException {
        Path script = root.resolve(name);
        Files.createDirectories(script.getParent());
        Files.writeString(script, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        assertTrue(script.toFile().setExecutable(true));
    }

    @Test
    void shouldBuildOnceForOneJdk() throws IOException, InterruptedException {
        assertTrue(launch("17", "bench", "list").startsWith(BUILD));
        assertEquals(started("benchmarks", "benchmarks.Bench bench list"), launch("17", "bench", "list"));
        assertEquals(started("samples", "samples.Millrace esp"), launch("17", "esp"));
        assertEquals(started("applications", "applications.Applications apps"), launch("17", "apps"));
    }

    @Test
    void shouldSayWhatAnOlderJdkLeavesOut() throws IOException, InterruptedException {
        assertTrue(launch("17", "esp").contains("\n" + LEFT_OUT));
        assertEquals(Set.of("millrace-samples", "millrace-applications", "millrace-benchmarks"), built());
    }

    @Test
    void shouldBuildAnewForAnotherJdk() throws IOException, InterruptedException {
        launch("17", "esp");
        String output = launch("25", "latency", "idle");
        assertTrue(output.startsWith(BUILD) && !output.contains(LEFT_OUT), output);
        assertTrue(output.endsWith(started("benchmarks-java25", "benchmarks.Bench latency idle")), output);
        assertEquals(
                Set.of(
                        "millrace-samples",
                        "millrace-applications",
                        "millrace-benchmarks",
                        "millrace-benchmarks-java25"),
                built());
        assertTrue(launch("17", "esp").startsWith(BUILD));
        assertEquals(Set.of("millrace-samples", "millrace-applications", "millrace-benchmarks"), built());
    }

    @Test
    void shouldHelpWithoutABuild() throws IOException, InterruptedException {
        String output = launch("17", "help");
        assertTrue(output.startsWith("Usage: ./millrace COMMAND"), output);
        assertTrue(output.endsWith("Benchmarks: bench, latency, eventsw, tcrypt\n"), output);
        assertEquals(output, launch("no such JDK", "--help"));
        assertFalse(Files.exists(root.resolve("target")), output);
    }

    @Test
    void shouldAskTheProgramsForHelpOnceTheyAreBuilt() throws IOException, InterruptedException {
        launch("17", "esp");
        String output = launch("17", "help");
        assertTrue(output.startsWith("Usage: ./millrace COMMAND"), output);
        assertTrue(output.endsWith(started("benchmarks", "benchmarks.Bench --help")), output);
    }

    @Test
    void shouldAskAJdkThatDoesNotSayWhatItIs() throws IOException, InterruptedException {
        Files.delete(root.resolve("25/release"));
        program("25/bin/java", "echo 'openjdk version \"16.0.1\" 2021-04-20' >&2");
        assertEquals(
                "millrace: Java 16 is too old: install a JDK, version 17 or newer, or set JAVA_HOME.\n",
                launch("25", "esp"));
    }

    private String launch(String version, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder launcher = new ProcessBuilder(root.resolve("millrace").toString());
        launcher.command().addAll(List.of(arguments));
        Map<String, String> environment = launcher.environment();
        environment.put("JAVA_HOME", root.resolve(version).toString());
        environment.put("PATH", root.resolve("bin") + ":" + environment.get("PATH"));
        environment.remove("MILLRACE_JAVA_OPTS");
        Process process = launcher.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    private String started(String module, String program) throws IOException {
        Path jars = root.toRealPath().resolve("target/quick/launch/lib/millrace-" + module);
        return "-cp " + jars + "/* io.millrace." + program + "\n";
    }

    /** Returns the modules with a jar to start from, which is one and not that of their tests. */
    private Set<String> built() throws IOException {
        try (Stream<Path> jars = Files.walk(root.resolve("target/quick/launch/lib"))) {
            return jars.filter(jar -> jar.toString().endsWith(".jar"))
                    .map(jar -> jar.getFileName().toString().replace("-0.1.0-SNAPSHOT.jar", ""))
                    .collect(Collectors.toSet());
        }
    }
}
