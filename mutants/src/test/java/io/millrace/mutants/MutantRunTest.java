package io.millrace.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What plants mutants catches those that it should, and no others. */
final class MutantRunTest {

    private static final String SOURCE = "package io.millrace.mutants;\n"
            + "final class PlainNumber {\n"
            + "    static int twice(int number) {\n"
            + "        return 2 * number;\n"
            + "    }\n"
            + "}\n";
    private static final String BODY = "        return 2 * number;";

    @TempDir
    private Path root;

    @TempDir
    private Path work;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeEach
    void writeSource() throws Exception {
        Files.writeString(root.resolve("PlainNumber.java"), SOURCE);
    }

    @Test
    void shouldCatchAMutantThatATestSees() throws Exception {
        assertEquals(1, run(60, mutant(BODY, "        return 3 * number;")));
        assertTrue(out().contains(" 1  planted  caught by PlainSuite#shouldDouble  "), out());
        assertTrue(out().endsWith("1 of 1 mutants caught\n"), out());
    }

    @Test
    void shouldSayThatAMutantIsNotCaught() throws Exception {
        assertEquals(0, run(60, mutant(BODY, "        return number + number;")));
        assertTrue(out().contains(" 1  planted  NOT caught  "), out());
        assertTrue(out().endsWith("0 of 1 mutants caught\n"), out());
    }

    @Test
    void shouldCatchAMutantThatHangs() throws Exception {
        assertEquals(1, run(10, mutant(BODY, "        while (number > 0) {}\n        return 0;")));
        assertTrue(out().contains("caught by PlainSuite#shouldDouble (hangs)"), out());
    }

    @Test
    void shouldCatchAMutantThatCrashes() throws Exception {
        assertEquals(1, run(60, mutant(BODY, "        Runtime.getRuntime().halt(3);\n        return 0;")));
        assertTrue(out().contains("caught by PlainSuite#shouldDouble (ends its process)"), out());
    }

    @Test
    void shouldRefuseAMutantWhoseCodeHasChanged() {
        Mutant gone = mutant("        return number << 1;", "        return 0;");
        IllegalStateException refusal = assertThrows(IllegalStateException.class, () -> run(60, gone));
        assertTrue(refusal.getMessage().startsWith("code has changed, mend the mutant: "), refusal.getMessage());
    }

    @Test
    void shouldRefuseAMutantThatFitsTwice() {
        Mutant twice = mutant("number", "other");
        IllegalStateException refusal = assertThrows(IllegalStateException.class, () -> run(60, twice));
        assertTrue(refusal.getMessage().contains("stands there more often"), refusal.getMessage());
    }

    @Test
    void shouldRefuseAMutantThatDoesNotCompile() {
        Mutant broken = mutant(BODY, "        return nothing;");
        IllegalStateException refusal = assertThrows(IllegalStateException.class, () -> run(60, broken));
        assertTrue(refusal.getMessage().startsWith("mutant does not compile"), refusal.getMessage());
    }

    @Test
    void shouldRefuseSuitesThatAreTooSlowToTellAHangFromWork() {
        IllegalStateException refusal =
                assertThrows(IllegalStateException.class, () -> run(0, mutant(BODY, "        return 0;")));
        assertTrue(refusal.getMessage().startsWith("suites "), refusal.getMessage());
    }

    @Test
    void shouldReadAMutant() {
        Mutant mutant = Mutant.parse(
                "a.mutant",
                "number: 7\nname: what is wrong: all\nsource: a/B.java\nsuite: x.Y\nsuite: x.Z#shouldBe\nrounds: 3\n"
                        + "--- original\n    one\n    two\n--- replacement\n    three\n");
        Mutant expected = new Mutant(
                7,
                "what is wrong: all",
                "a/B.java",
                "    one\n    two",
                "    three",
                List.of("x.Y", "x.Z#shouldBe"),
                "0.05",
                3);
        assertEquals(expected, mutant);
    }

    @Test
    void shouldRefuseAMutantThatChangesNothing() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Mutant.parse("a.mutant", "number: 1\n--- original\none\n--- replacement\none\n"));
    }

    private static Mutant mutant(String original, String replacement) {
        return new Mutant(
                1,
                "planted",
                "PlainNumber.java",
                original,
                replacement,
                List.of("io.millrace.mutants.PlainSuite"),
                "0.05",
                1);
    }

    private int run(long limitSeconds, Mutant mutant) throws Exception {
        try (PrintStream lines = new PrintStream(out, true, StandardCharsets.UTF_8)) {
            return new MutantRun(root, ProjectFiles.ownClassPath(), limitSeconds, lines).run(List.of(mutant), work);
        }
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
