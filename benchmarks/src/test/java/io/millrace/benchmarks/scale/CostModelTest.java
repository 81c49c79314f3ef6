package io.millrace.benchmarks.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.benchmarks.scale.CostModel.Bound;
import org.junit.jupiter.api.Test;

/** Each bound by itself, worked out by hand. */
final class CostModelTest {

    private static final double EXACT = 1e-9;
    private static final CountedLines NO_LINES = new CountedLines(0, 0, 0, 0);
    private static final LineCosts FREE = new LineCosts(0, 0);
    private static final LineCosts LINES = new LineCosts(5, 100);

    @Test
    void shouldLetWorkersShareTheWorkUntilTheProducerIsTheSlowest() {
        CostModel model = model(100, 1000, 500, NO_LINES, 1, FREE);
        assertPrediction(1000, Bound.WORKERS, model, 1, 2);
        assertPrediction(125, Bound.WORKERS, model, 8, 16);
        assertPrediction(100, Bound.PRODUCER, model, 16, 32);
        assertPrediction(100, Bound.PRODUCER, model, 128, 256);
    }

    @Test
    void shouldGiveNoWorkerMoreThanTheCores() {
        CostModel model = model(100, 1000, 550, NO_LINES, 1, FREE);
        assertPrediction(550, Bound.CORES, model, 2, 2);
        assertPrediction(550, Bound.CORES, model, 64, 2);
        assertPrediction(137.5, Bound.CORES, model, 8, 8);
    }

    @Test
    void shouldCountTheProducersWorkOnceOnOneCore() {
        CostModel model = new CostModel(new CostModel.Measured(100, 1100, 1100, 1), NO_LINES, 1, FREE);
        assertPrediction(1100, Bound.CORES, model, 1, 1);
        assertPrediction(500, Bound.WORKERS, model, 2, 4);
    }

    @Test
    void shouldMoveLinesOneAfterTheOtherWithTheRightToGoOn() {
        CountedLines lines = new CountedLines(0, 3, 4, 3);
        // 3 lines of which 7 in 8 are elsewhere, and 4 atomic operations.
        assertPrediction(282.5, Bound.SERIAL, model(10, 100, 100, lines, 1, LINES), 8, 8);
        assertPrediction(28.25, Bound.SERIAL, model(10, 100, 100, lines, 10, LINES), 8, 8);
    }

    @Test
    void shouldLetTheProducerPayForMoreWorkers() {
        CostModel model = model(10, 100, 60, new CountedLines(2, 0, 0, 0), 1, LINES);
        assertPrediction(10 + 2 * 100 * 7 / 8.0, Bound.PRODUCER, model, 8, 8);
    }

    @Test
    void shouldGiveCreditsBackOneByOneWhereManyShareABlock() {
        CountedLines lines = new CountedLines(0, 0, 0, 0);
        assertEquals(0.25, lines.with(8).serial());
        assertEquals(0.75, lines.with(8).foreign());
        assertEquals(1, lines.with(32).serial());
        assertEquals(3, lines.with(200).foreign());
    }

    @Test
    void shouldTakeForContentionOnlyWhatTheLawDoesNotExplain() {
        assertEquals(0, model(10, 1000, 540, NO_LINES, 1, FREE).unexplained());
        CostModel contended = model(10, 1000, 605, NO_LINES, 1, FREE);
        assertEquals(100, contended.unexplained(), EXACT);
        // Of two workers half of the lines are elsewhere, of eight 7 in 8.
        assertEquals(1010.0 / 8 + 175, contended.predict(8, 8, 100).nanos(), EXACT);
        assertEquals(Bound.CONTENTION, contended.predict(8, 8, 100).bound());
    }

    private static CostModel model(
            double producer, double one, double two, CountedLines lines, double itemsPerEntry, LineCosts lineCosts) {
        return new CostModel(new CostModel.Measured(producer, one, two, 2), lines, itemsPerEntry, lineCosts);
    }

    private static void assertPrediction(double nanos, Bound bound, CostModel model, int workers, int cores) {
        CostModel.Prediction prediction = model.predict(workers, cores, 0);
        assertEquals(nanos, prediction.nanos(), EXACT);
        assertEquals(bound, prediction.bound());
    }
}
