package io.millrace.mutants;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Plants mutants one after the other and tells which suite has caught each.
 *
 * <p>The suites are run on the code as it is first: one that fails there, or needs more than half of the time that a mutant has, would catch everything.
 */
final class MutantRun {

    private final Planting planting;
    private final SuiteProcess process;
    private final long limitNanos;
    private final PrintStream out;

    /**
     * Says where things are.
     *
     * @param root the root of the project
     * @param classPath the classes of all modules, their tests, and what these need
     * @param limitSeconds how long the suites of a mutant may take: one that hangs is caught after that
     * @param out where the lines go
     */
    MutantRun(Path root, String classPath, long limitSeconds, PrintStream out) {
        limitNanos = TimeUnit.SECONDS.toNanos(limitSeconds);
        planting = new Planting(root, classPath);
        process = new SuiteProcess(classPath, limitNanos);
        this.out = out;
    }

    /**
     * Plants each mutant.
     *
     * @param work an empty folder
     * @return how many were caught
     * @throws IllegalStateException if a mutant does not fit the code any more, or a suite is not green without it
     */
    int run(List<Mutant> mutants, Path work) throws IOException, InterruptedException {
        // All of them first, so that the answer comes at once if the code has changed.
        for (Mutant mutant : mutants) {
            planting.plant(mutant, folder(work, mutant));
        }
        requireGreen(mutants, work);
        int caught = 0;
        for (Mutant mutant : mutants) {
            Path folder = folder(work, mutant);
            Verdict verdict = process.run(mutant.trial(), folder, List.of(folder.resolve("classes")));
            caught += verdict.isCaught() ? 1 : 0;
            out.printf(
                    Locale.ROOT,
                    "%2d  %s  %s  %.1f s%n",
                    mutant.number(),
                    mutant.name(),
                    verdict.isCaught() ? "caught by " + verdict.by() : "NOT caught",
                    verdict.seconds());
        }
        out.printf(Locale.ROOT, "%d of %d mutants caught%n", caught, mutants.size());
        return caught;
    }

    private void requireGreen(List<Mutant> mutants, Path work) throws IOException, InterruptedException {
        Set<Trial> seen = new HashSet<>();
        long nanos = 0;
        for (Mutant mutant : mutants) {
            if (seen.add(mutant.trial())) {
                Verdict verdict = process.run(mutant.trial(), folder(work, mutant), List.of());
                requireGreen(mutant.trial(), verdict);
                nanos += verdict.nanos();
            }
        }
        out.printf(Locale.ROOT, "%d trials are green on the code as it is  %.1f s%n", seen.size(), nanos / 1e9);
    }

    private void requireGreen(Trial trial, Verdict verdict) {
        if (verdict.isCaught()) {
            throw new IllegalStateException("suites fail without any mutant, mend that first: suites=" + trial.suites()
                    + ", failed=" + verdict.by() + ", why=" + verdict.why());
        }
        if (verdict.nanos() > limitNanos / 2) {
            throw new IllegalStateException("suites take too long to tell a hang from work: suites=" + trial.suites()
                    + ", seconds=" + verdict.seconds() + ", limitSeconds="
                    + TimeUnit.NANOSECONDS.toSeconds(limitNanos / 2));
        }
    }

    private static Path folder(Path work, Mutant mutant) throws IOException {
        return Files.createDirectories(work.resolve(Integer.toString(mutant.number())));
    }
}
