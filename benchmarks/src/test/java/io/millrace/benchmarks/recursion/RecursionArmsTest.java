package io.millrace.benchmarks.recursion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every arm comes to the results of one thread, and what is compared is the same code. */
@Timeout(60)
final class RecursionArmsTest {

    private static final int RUNS = 20;

    private static final Path SOURCES = Path.of("src/main/java/io/millrace/benchmarks/recursion");

    static Stream<Arguments> armsAndPrograms() {
        return RecursionArms.all().keySet().stream()
                .flatMap(arm -> Stream.of(Program.values()).map(program -> Arguments.of(arm, program)));
    }

    @ParameterizedTest
    @MethodSource("armsAndPrograms")
    void shouldComeToTheResultOfOneThread(String name, Program program) throws Exception {
        RecursionTrial trial = new RecursionTrial(program, program.smallSize());
        for (int workers = 1; workers <= 2; workers++) {
            try (RecursionArm arm = RecursionArms.open(name, workers)) {
                for (int run = 0; run < RUNS; run++) {
                    trial.run(arm);
                }
            }
        }
    }

    @Test
    void shouldKnowWhatThereIsToCompute() {
        OneThread one = new OneThread();
        assertEquals(832_040, one.fibonacci(30));
        assertEquals(92, one.queens(8));
        assertEquals(10 * 10 * 10 * 10 / 4.0 + 10 * 10 / 2.0, one.integrate(10), 0.01);
        long[] halves = {1, 4, 6, 2, 3, 5, 7};
        OneThread.merge(halves, 0, 3, halves.length);
        for (int i = 0; i < halves.length; i++) {
            assertEquals(i + 1, halves[i]);
        }
    }

    @ParameterizedTest
    @EnumSource(Program.class)
    void shouldBeVoidWithAWrongResult(Program program) {
        RecursionTrial trial = new RecursionTrial(program, program.smallSize());
        IllegalStateException wrong = assertThrows(IllegalStateException.class, () -> trial.run(new NearlyRight()));
        assertTrue(
                wrong.getMessage().startsWith("wrong result: program=" + program + ", size=" + program.smallSize()),
                wrong::getMessage);
    }

    /** One more, one number out of place, the next double, one less. */
    private static final class NearlyRight implements RecursionArm {

        private final OneThread right = new OneThread();

        @Override
        public long fibonacci(int index) {
            return right.fibonacci(index) + 1;
        }

        @Override
        public void sort(long[] numbers) {
            right.sort(numbers);
            long first = numbers[0];
            numbers[0] = numbers[1];
            numbers[1] = first;
        }

        @Override
        public double integrate(double bound) {
            return Math.nextUp(right.integrate(bound));
        }

        @Override
        public long queens(int width) {
            return right.queens(width) - 1;
        }

        @Override
        public void close() {}
    }

    @ParameterizedTest
    @ValueSource(strings = {"Fibonacci", "Integral", "Queens", "Sort"})
    void shouldHaveTheSameCodeButForItsImports(String name) throws IOException {
        String theirs = Files.readString(SOURCES.resolve("forkjoin/" + name + ".java"));
        String ours = Files.readString(SOURCES.resolve("millrace/" + name + ".java"));
        assertEquals(theirs.substring(theirs.indexOf("/**")), ours.substring(ours.indexOf("/**")));
        assertEquals(imports("java.util.concurrent", theirs), imports("io.millrace.executor", ours));
    }

    /** In alphabetical order, so that it does not matter which package comes first. */
    private static List<String> imports(String ofTasks, String source) {
        return source.lines()
                .filter(line -> line.startsWith("import "))
                .map(line ->
                        line.replace(ofTasks + ".Recursive", "Recursive").replace(ofTasks + ".ForkJoin", "ForkJoin"))
                .sorted()
                .toList();
    }

    @Test
    void shouldRefuseAnArmThatThereIsNot() {
        assertThrows(IllegalArgumentException.class, () -> RecursionArms.open("nobody", 1));
    }
}
