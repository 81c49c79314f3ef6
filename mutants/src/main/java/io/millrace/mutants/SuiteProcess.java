package io.millrace.mutants;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a trial in a JVM of its own, for a limited time. */
final class SuiteProcess {

    private static final int WATCHDOG_SECONDS = 15;

    private final String classPath;
    private final long limitNanos;

    SuiteProcess(String classPath, long limitNanos) {
        this.classPath = classPath;
        this.limitNanos = limitNanos;
    }

    /**
     * Runs a trial.
     *
     * @param folder where the process lives and writes
     * @param first what stands before everything else on the class path; empty for the code as it is
     */
    Verdict run(Trial trial, Path folder, List<Path> first) throws IOException, InterruptedException {
        Path out = folder.resolve("out.txt");
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(line(trial, first))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        boolean hasEnded;
        try {
            hasEnded = process.waitFor(limitNanos, TimeUnit.NANOSECONDS);
        } finally {
            process.destroyForcibly();
        }
        int status = process.waitFor();
        return verdict(Files.readString(out), hasEnded, status, System.nanoTime() - begin);
    }

    private List<String> line(Trial trial, List<Path> first) {
        List<String> entries =
                new ArrayList<>(first.stream().map(Path::toString).toList());
        entries.add(classPath);
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dmillrace.scale=" + trial.scale(),
                // Whatever hangs and is watched is to say so before the process is ended.
                "-Dmillrace.watchdog.seconds=" + WATCHDOG_SECONDS,
                "-Dmillrace.limit.seconds=" + WATCHDOG_SECONDS,
                "-cp",
                String.join(File.pathSeparator, entries),
                SuiteProgram.class.getName(),
                Integer.toString(trial.rounds())));
        line.addAll(trial.suites());
        return line;
    }

    private static Verdict verdict(String out, boolean hasEnded, int status, long nanos) {
        String at = last(out, SuiteProgram.AT);
        if (!hasEnded) {
            return new Verdict(true, at + " (hangs)", "ended after the limit", nanos);
        }
        String failure = last(out, SuiteProgram.FAILED);
        if (!failure.isEmpty()) {
            return new Verdict(true, at, failure, nanos);
        }
        String passed = last(out, SuiteProgram.GREEN);
        if (status == 0 && !passed.isEmpty() && !passed.equals("0")) {
            return new Verdict(false, "", passed + " tests passed", nanos);
        }
        if (at.isEmpty() || status == 0) {
            throw new IllegalStateException("suites did not begin: status=" + status + "\n" + out);
        }
        return new Verdict(true, at + " (ends its process)", "status=" + status, nanos);
    }

    /** Returns what follows a word in the last line that begins with it; empty if there is none. */
    private static String last(String out, String word) {
        return out.lines()
                .filter(line -> line.startsWith(word))
                .reduce("", (earlier, later) -> later)
                .replace(word, "");
    }
}
