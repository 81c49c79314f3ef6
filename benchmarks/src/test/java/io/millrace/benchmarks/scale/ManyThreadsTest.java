package io.millrace.benchmarks.scale;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.benchmarks.measure.Body;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many more threads than cores do everything, once and in order, which each load checks; and they do not collapse. */
@Timeout(120)
final class ManyThreadsTest {

    private static final int ITEMS = 20_000;

    @ParameterizedTest
    @EnumSource
    void shouldNotCollapseWithManyMoreThreadsThanCores(ScaleLoad load) throws Exception {
        ScaleTrial trial = new ScaleTrial(load, Body.NONE, workers -> ITEMS);
        trial.run(List.of(2, 64), 3, 5);
        // A tenth, since other programs may want the cores as well.
        assertTrue(trial.speedOfMostWorkers() > 0.1, () -> load + ": " + trial.speedOfMostWorkers());
    }
}
