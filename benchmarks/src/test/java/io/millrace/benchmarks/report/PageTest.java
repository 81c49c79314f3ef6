package io.millrace.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.benchmarks.results.Figure;
import io.millrace.benchmarks.results.GoalFigure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a template and of small results. */
final class PageTest {

    private static final Map<String, String> NONE = Map.of("body", "NONE");
    private static final Map<String, String> TEN = Map.of("body", "TEN");

    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldShowEveryArmOfEveryJdkWithLossesMarked() throws IOException {
        write("17", MadeUp.figure("G", NONE, "millrace", 200, 10), MadeUp.figure("G", NONE, "forkJoin", 100, 2.6));
        write(
                "25",
                MadeUp.figure("G", NONE, "millrace", 1_234.4, Double.NaN),
                MadeUp.figure("G", NONE, "forkJoin", 2_469, 1),
                MadeUp.figure("G", NONE, "virtual", 1_234, 1));
        assertEquals("""
                `G`, body NONE:

                | Arm | JDK 17, ns/op | times as fast | alloc B/op | JDK 25, ns/op | times as fast | alloc B/op |
                |---|---|---|---|---|---|---|
                | `forkJoin` | 100 ± 3 | 0.50 **loss** | 10.0 | 2,469 ± 1 | 2.00 | 247 |
                | **`millrace`** | 200 ± 10 | **loss** to `forkJoin` | 20.0 | 1,234 | **loss** to `virtual` | 123 |
                | `virtual` | | | | 1,234 ± 1 | 1.00 **loss** | 123 |
                """, fill("{{table G}}\n{{end}}\n"));
    }

    @Test
    void shouldLeaveOutAJdkThatHasNoFigures() throws IOException {
        write("17", MadeUp.figure("G", NONE, "millrace", 200, 10));
        write("25", MadeUp.figure("H", NONE, "millrace", 200, 10));
        String filled = fill("{{table G}}\n{{end}}\n{{bars G: A picture}}\n{{end}}\n{{table H}}\n{{end}}\n");
        assertEquals(
                List.of(
                        "| Arm | JDK 17, ns/op | times as fast | alloc B/op |",
                        "| Arm | JDK 25, ns/op | times as fast | alloc B/op |"),
                filled.lines().filter(line -> line.startsWith("| Arm")).toList());
    }

    @Test
    void shouldSayWhatIsWithinTheError() throws IOException {
        write("17", MadeUp.figure("G", NONE, "millrace", 200, 10), MadeUp.figure("G", NONE, "forkJoin", 190, 1));
        assertTrue(fill("{{table G}}\n{{end}}\n").contains("| 0.95 **loss**, within the error |"));
    }

    @Test
    void shouldTakeMoreForBetterWhereItIsCountedPerSecond() throws IOException {
        write(
                "17",
                new Figure("G", NONE, "millrace", "packets/s", 200, Double.NaN, List.of(), Map.of()),
                new Figure("G", NONE, "forkJoin", "packets/s", 100, Double.NaN, List.of(), Map.of()),
                new Figure("G", NONE, "padata", "packets/s", 400, Double.NaN, List.of(), Map.of()));
        assertTrue(fill("{{table G}}\n{{end}}\n").endsWith("""
                | `padata` | 400 | 0.50 **loss** |
                | **`millrace`** | 200 | **loss** to `padata` |
                | `forkJoin` | 100 | 2.00 |
                """));
        assertTrue(fill("{{bars G: Rates}}\n{{end}}\n").contains("packets/s, more is better"));
    }

    @Test
    void shouldChooseAndOrderParameters() throws IOException {
        write(
                "17",
                MadeUp.figure("G", TEN, "a", 3, 1),
                MadeUp.figure("G", NONE, "a", 2, 1),
                MadeUp.figure("H", NONE, "a", 9, 1));
        assertTrue(fill("{{table H}}\n{{end}}\n{{table G, beside=other}}\n{{end}}\n")
                .endsWith("""
                | body | Arm | JDK 17, ns/op | times as fast | other |
                |---|---|---|---|---|
                | NONE | `a` | 2.00 ± 1.00 | | |
                | TEN | `a` | 3.00 ± 1.00 | | |
                """));
        assertTrue(fill("{{table H}}\n{{end}}\n{{table G, body=TEN|NONE, beside=other}}\n{{end}}\n")
                .endsWith("""
                | TEN | `a` | 3.00 ± 1.00 | | |
                | NONE | `a` | 2.00 ± 1.00 | | |
                """));
        assertTrue(fill("{{table G, body=NONE, arm=b}}\nnot yet\n{{end}}\n{{table G}}\n{{end}}\n{{table H}}\n{{end}}\n")
                .startsWith("not yet\n`G`"));
    }

    @Test
    void shouldFoldAVeryLongTable() throws IOException {
        Figure[] figures = IntStream.range(0, 121)
                .mapToObj(i -> MadeUp.figure("G", Map.of("bytes", Integer.toString(i)), "a", 1, 1))
                .toArray(Figure[]::new);
        write("17", figures);
        String text = fill("{{table G}}\n{{end}}\n");
        assertTrue(text.startsWith("<details><summary>G, 121 rows</summary>\n\n`G`:\n\n| bytes | Arm |"), text);
        assertTrue(text.endsWith(" |\n\n</details>\n"), text);
    }

    @Test
    void shouldShowGoalsOfEveryJdk() throws IOException {
        MadeUp.file(
                        "17.0.1+2",
                        "goals",
                        List.of(),
                        List.of(
                                GoalFigure.notBuilt(7, "recursion", 1, false),
                                GoalFigure.atMost(6, "p99", 1.25, 1),
                                GoalFigure.atMost(6, "idle", 0.2, 0.5).notJudged()))
                .write(directory.resolve("17.json"));
        MadeUp.file("25.0.1+2", "goals", List.of(), List.of(GoalFigure.atMost(6, "p99", 0.5, 1)))
                .write(directory.resolve("25.json"));
        assertEquals("""
                | Goal | What | Wanted | JDK 17 | | JDK 25 | |
                |---|---|---|---|---|---|---|
                | 6 | p99 | at most 1.00 | 1.25 | **missed** | 0.50 | **met** |
                | 6 | idle | at most 0.50 | 0.20 | not judged | | |
                | 7 | recursion | at least 1.00 | | not built | | |
                """, fill("{{goals}}\n{{end}}\n"));
    }

    @Test
    void shouldSayWhereFiguresComeFrom() throws IOException {
        write("17");
        assertEquals("""
                | Results | JDK | Flags | Machine | Commit | Started | Command |
                |---|---|---|---|---|---|---|
                | [17.json](17.json) | 17.0.1+2, Somebody, A VM, G1 | `-Xmx1g` | A processor, 2 cores, 8.0 GiB, Linux 6.1 | \
                0123456789abcdef0123456789abcdef01234567 | 2026-01-02T03:04:05Z | `./millrace bench run made-up` |
                """, fill("{{environments}}\n{{end}}\n"));
    }

    @Test
    void shouldShowWhatStandsInThePlaceUntilThereAreResults() throws IOException {
        assertEquals("before\n\nby hand\n\nafter\n", fill("""
                before

                {{table G}}
                by hand
                {{end}}

                {{bars G: Nothing}}
                {{end}}

                after
                """));
    }

    @Test
    void shouldRefuseATemplateThatIsNotWhole() {
        assertThrows(IllegalArgumentException.class, () -> fill("{{table G}}\n"));
        assertThrows(IllegalArgumentException.class, () -> fill("{{tables G}}\n{{end}}\n"));
    }

    @Test
    void shouldRefuseToLeaveAFigureOut() throws IOException {
        write("17", MadeUp.figure("G", NONE, "a", 1, 1), MadeUp.figure("G", TEN, "a", 1, 1));
        assertEquals(
                "expected a place in the template for each figure, found none for G {body=TEN} a, ns/op",
                assertThrows(IOException.class, () -> fill("{{table G, body=NONE}}\n{{end}}\n"))
                        .getMessage());
    }

    @Test
    void shouldCompareFiguresOfOneUnitOnly() throws IOException {
        write(
                "17",
                MadeUp.figure("G", NONE, "a", 5, 1),
                new Figure("G", NONE, "a", "packets/s", 200, Double.NaN, List.of(), Map.of()));
        assertThrows(IllegalArgumentException.class, () -> fill("{{table G}}\n{{end}}\n"));
        assertTrue(fill("{{table G, unit=packets/s}}\n{{end}}\n{{table G, unit=ns/op}}\n{{end}}\n")
                .contains("| `a` | 200 | |\n"));
    }

    @Test
    void shouldRefuseTwoFiguresOfTheSameThing() throws IOException {
        MadeUp.file("17.0.1+2", "jmh", List.of(MadeUp.figure("G", NONE, "a", 1, 1)), List.of())
                .write(directory.resolve("one.json"));
        MadeUp.file("17.0.2+1", "jmh", List.of(MadeUp.figure("G", NONE, "a", 2, 1)), List.of())
                .write(directory.resolve("two.json"));
        assertEquals(
                "expected each figure once, found JDK 17, G {body=NONE} a, ns/op in " + directory.resolve("one.json")
                        + " and in " + directory.resolve("two.json"),
                assertThrows(IOException.class, () -> fill("")).getMessage());
    }

    private void write(String jdk, Figure... figures) throws IOException {
        MadeUp.file(jdk + ".0.1+2", "jmh", List.of(figures), List.of()).write(directory.resolve(jdk + ".json"));
    }

    private String fill(String template) throws IOException {
        return new Page(template, Results.read(directory), directory.resolve("page.md")).text();
    }
}
