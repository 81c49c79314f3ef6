package io.millrace.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The launcher, which has to know whose command is whose before anything is built. */
final class LauncherTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern COMMAND = Pattern.compile("@Command\\(\\s*name = \"(\\w+)\"");
    private static final Pattern REFUSAL = Pattern.compile("millrace: unknown command: nosuch, known: (.*)\\R");

    @Test
    void shouldNameEveryCommandWhenItDoesNotKnowOne() throws IOException, InterruptedException {
        String output = refusal("nosuch");
        Matcher known = REFUSAL.matcher(output);
        assertTrue(known.matches(), output);
        Set<String> expected = commandsOfSamples();
        expected.addAll(Bench.commandLine().getSubcommands().keySet());
        assertEquals(expected, new TreeSet<>(Set.of(known.group(1).split(", "))));
    }

    @Test
    void shouldRefuseWhatIsNoCommand() throws IOException, InterruptedException {
        assertTrue(refusal("").startsWith("millrace: unknown command: , known: "));
        assertTrue(refusal("help", "nosuch").startsWith("millrace: unknown command: nosuch, known: "));
    }

    @Test
    void shouldKnowWhichCommandsAreBenchmarks() throws IOException {
        String list = String.join(" ", Bench.commandLine().getSubcommands().keySet());
        assertTrue(Files.readString(ROOT.resolve("millrace")).contains("\nbenchmarks='" + list + "'\n"), list);
    }

    private static String refusal(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(ROOT.resolve("millrace").toString()));
        command.addAll(List.of(arguments));
        Process launcher = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(launcher.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(2, launcher.waitFor(), output);
        return output;
    }

    private static Set<String> commandsOfSamples() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(ROOT.resolve("samples/src/main/java"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                for (Matcher name = COMMAND.matcher(Files.readString(file)); name.find(); ) {
                    names.add(name.group(1));
                }
            }
        }
        // The main class has the name of the launcher.
        names.remove("millrace");
        // A part of books.
        names.remove("new");
        // The applications have one command, and parts of it.
        Matcher applications = COMMAND.matcher(Files.readString(
                ROOT.resolve("samples/applications/src/main/java/io/millrace/applications/AppsCommand.java")));
        assertTrue(applications.find());
        names.add(applications.group(1));
        return names;
    }
}
