package io.millrace.benchmarks.device;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code event_device.c}, compiled against the DPDK that is installed here. */
final class EventSwProgram {

    static final String SOURCE = "event_device.c";

    /** The exit status that says that there is nothing to measure. */
    private static final int ABSENT = 3;

    private static final Pattern RESULT = Pattern.compile("events=(\\d+) nanos=(\\d+)");

    private final Path executable;
    private final String dpdkVersion;

    private EventSwProgram(Path executable, String dpdkVersion) {
        this.executable = executable;
        this.dpdkVersion = dpdkVersion;
    }

    /** Something is not installed; the message is a sentence that says what, and how to get it. */
    static final class MissingException extends Exception {

        @Serial
        private static final long serialVersionUID = 1;

        private MissingException(String expected, String found, String debianPackage) {
            super("expected " + expected + ", found " + found + "; Debian and Ubuntu have it as apt-get install "
                    + debianPackage);
        }
    }

    /**
     * Compiles the program.
     *
     * @param directory where source and program are put until the JVM ends
     * @param searchPath where {@code cc} and {@code pkg-config} are looked for, in the form of the environment's PATH
     * @param options further ones for the compiler
     */
    static EventSwProgram compile(Path directory, String searchPath, String... options)
            throws MissingException, IOException, InterruptedException {
        Path compiler = find("cc", "a C compiler", "gcc", searchPath);
        String packages = find("pkg-config", "a program that knows libraries", "pkg-config", searchPath)
                .toString();
        if (run(List.of(packages, "--exists", "libdpdk")).status() != 0) {
            throw new MissingException(
                    "the headers and libraries of DPDK", "that pkg-config knows no libdpdk", "libdpdk-dev");
        }
        Path source = directory.resolve(SOURCE);
        try (InputStream resource = EventSwProgram.class.getResourceAsStream(SOURCE)) {
            Files.copy(Objects.requireNonNull(resource, "it is in this package"), source);
        }
        Path executable = directory.resolve("event_device");
        source.toFile().deleteOnExit();
        executable.toFile().deleteOnExit();
        List<String> command = new ArrayList<>(List.of(compiler.toString(), "-O3", "-Wall", "-Wextra"));
        command.addAll(words(List.of(packages, "--cflags", "libdpdk")));
        // After DPDK's own flags, which ask for the oldest processor that it runs on.
        command.add("-march=native");
        command.addAll(List.of(options));
        command.addAll(List.of(source.toString(), "-o", executable.toString()));
        command.addAll(words(List.of(packages, "--libs", "libdpdk")));
        succeeded(command);
        return new EventSwProgram(
                executable,
                succeeded(List.of(packages, "--modversion", "libdpdk")).strip());
    }

    String dpdkVersion() {
        return dpdkVersion;
    }

    /** Measures an operation in each device. */
    Map<DpdkDevice, DpdkResult> measureAll(DeviceOperation operation, int warmUps, int iterations, int millis)
            throws IOException, InterruptedException {
        Map<DpdkDevice, DpdkResult> results = new EnumMap<>(DpdkDevice.class);
        for (DpdkDevice device : DpdkDevice.values()) {
            results.put(device, measure(device, operation, warmUps, iterations, millis));
        }
        return results;
    }

    /**
     * Runs the program, which checks each event.
     *
     * @throws IOException if a check failed or the program could not be run
     */
    DpdkResult measure(DpdkDevice device, DeviceOperation operation, int warmUps, int iterations, int millis)
            throws IOException, InterruptedException {
        List<String> command = List.of(
                executable.toString(),
                device.toString(),
                operation.type().name(),
                Integer.toString(operation.flows()),
                operation.method(),
                Integer.toString(warmUps),
                Integer.toString(iterations),
                Integer.toString(millis));
        Result run = run(command);
        if (run.status() == ABSENT) {
            // DPDK may have something to say before.
            String output = run.output().strip();
            return DpdkResult.absent(output.substring(output.lastIndexOf('\n') + 1));
        }
        String lines = succeeded(command, run);
        List<Double> results = new ArrayList<>();
        for (Matcher line = RESULT.matcher(lines); line.find(); ) {
            results.add(Double.parseDouble(line.group(2)) / Long.parseLong(line.group(1)));
        }
        if (results.size() != iterations) {
            throw new IOException("expected results of iterations: iterations=" + iterations + ", output=" + lines);
        }
        return DpdkResult.of(results);
    }

    private static Path find(String name, String what, String debianPackage, String searchPath)
            throws MissingException {
        for (String directory : searchPath.split(Pattern.quote(File.pathSeparator), -1)) {
            Path candidate = Path.of(directory, name);
            if (!directory.isEmpty() && Files.isExecutable(candidate)) {
                return candidate;
            }
        }
        throw new MissingException(what + " named " + name, "none on the PATH", debianPackage);
    }

    private static List<String> words(List<String> command) throws IOException, InterruptedException {
        return List.of(succeeded(command).strip().split("\\s+"));
    }

    private static String succeeded(List<String> command) throws IOException, InterruptedException {
        return succeeded(command, run(command));
    }

    private static String succeeded(List<String> command, Result result) throws IOException {
        if (result.status() != 0) {
            throw new IOException("expected exit status 0: status=" + result.status() + ", program=" + command.get(0)
                    + ", output=" + result.output().strip());
        }
        return result.output();
    }

    private record Result(int status, String output) {}

    private static Result run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } finally {
            process.destroyForcibly();
        }
    }
}
