package io.millrace.benchmarks.goals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.benchmarks.results.GoalFigure;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The line of a goal tells of the figure that is furthest from what is wanted. */
final class GoalLineTest {

    private static final Goal GOAL = new Goal(1, "pipelines", report -> {});

    @Test
    void shouldTellTheWorstFigure() {
        List<GoalFigure> figures = List.of(
                GoalFigure.atLeast(1, "a", 0.9, 1),
                GoalFigure.atMost(1, "b", 3, 1.5),
                GoalFigure.atLeast(1, "c", 2, 1));
        assertEquals("goal 1  3.000  wanted <= 1.500  missed  (pipelines: b; met 1 of 3)", GoalLine.of(GOAL, figures));
        assertFalse(GoalLine.isMet(figures));
    }

    @Test
    void shouldTellThatAllIsMet() {
        List<GoalFigure> figures = List.of(GoalFigure.atLeast(1, "a", 1.5, 1), GoalFigure.atMost(1, "b", 0.1, 1.5));
        assertEquals("goal 1  1.500  wanted >= 1.000  met  (pipelines: a; met 2 of 2)", GoalLine.of(GOAL, figures));
        assertTrue(GoalLine.isMet(figures));
    }

    @Test
    void shouldTellWhatIsNotBuilt() {
        List<GoalFigure> figures = List.of(GoalFigure.notBuilt(1, "a", 1, false));
        assertEquals("goal 1  -  wanted >= 1.000  not built  (pipelines: a; met 0 of 1)", GoalLine.of(GOAL, figures));
        assertFalse(GoalLine.isMet(figures));
    }
}
