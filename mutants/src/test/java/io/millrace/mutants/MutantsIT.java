package io.millrace.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plants every mutant of this module. */
final class MutantsIT {

    private static final int EXPECTED = 20;

    /** Longest run of the suites of one mutant: what lasts longer hangs. */
    private static final long LIMIT_SECONDS = Long.getLong("millrace.mutants.seconds", 40);

    @Test
    void shouldCatchEveryMutant(@TempDir Path work) throws Exception {
        List<Mutant> mutants = MutantFiles.all();
        assertEquals(EXPECTED, mutants.size(), "mutants in the list");
        MutantRun run = new MutantRun(ProjectFiles.root(), ProjectFiles.classPath(), LIMIT_SECONDS, System.out);
        assertEquals(EXPECTED, run.run(mutants, work), "mutants caught");
    }
}
