package io.millrace.samples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a command did, run in a JVM of its own.
 *
 * @param exitStatus its exit status
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
public record ChildJvm(int exitStatus, String out, String err) {

    public static ChildJvm start(Path folder, List<String> options, Object... arguments)
            throws IOException, InterruptedException {
        return run(process(folder, options, arguments));
    }

    /** Runs what may lead standard input and standard output elsewhere. */
    public static ChildJvm run(ProcessBuilder builder) throws IOException, InterruptedException {
        Path err = Files.createTempFile("millrace-child-jvm", ".txt");
        try {
            Process process = builder.redirectError(err.toFile()).start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new ChildJvm(process.waitFor(), out, Files.readString(err));
        } finally {
            Files.delete(err);
        }
    }

    public static ProcessBuilder process(Path folder, List<String> options, Object... arguments) {
        return new ProcessBuilder(line(options, arguments)).directory(folder.toFile());
    }

    /** Returns one that can write files of so many times 512 bytes and no larger ones. */
    public static ProcessBuilder withFileLimit(Path folder, int limit, Object... arguments) {
        List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", "ulimit -f " + limit + " && exec \"$@\"", "sh"));
        line.addAll(line(List.of("-XX:-UsePerfData"), arguments));
        return new ProcessBuilder(line).directory(folder.toFile());
    }

    /** Starts it, stops it by a signal once the part of an output lies in a folder, and waits until it has ended. */
    public static void stopInTheMiddle(ProcessBuilder builder, Path folder) throws IOException, InterruptedException {
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            while (parts(folder).isEmpty()) {
                assertTrue(process.isAlive(), "ended too early");
                process.waitFor(10, TimeUnit.MILLISECONDS);
            }
            process.destroy();
            assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        } finally {
            process.destroyForcibly();
        }
    }

    /** Returns the outputs in a folder that are not complete. */
    public static List<Path> parts(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".part")).toList();
        }
    }

    private static List<String> line(List<String> options, Object... arguments) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(options);
        line.addAll(List.of("-cp", absolute(System.getProperty("java.class.path")), "io.millrace.samples.Millrace"));
        for (Object argument : arguments) {
            line.add(argument.toString());
        }
        return line;
    }

    private static String absolute(String classPath) {
        List<String> entries = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            entries.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, entries);
    }
}
