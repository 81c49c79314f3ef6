package io.millrace.benchmarks.results;

/**
 * A figure beside what was wanted of it.
 *
 * @param goal the number of the goal in the plan
 * @param what what was measured, with its unit or what it is a ratio of
 * @param measured the figure; NaN if it is not known
 * @param wanted its limit; NaN if there is none yet
 * @param atMost whether the limit is the most that is wanted, and not the least
 * @param verdict what became of it
 */
public record GoalFigure(int goal, String what, double measured, double wanted, boolean atMost, Verdict verdict) {

    /** Judges a figure that is to be small; one that is not known is not. */
    public static GoalFigure atMost(int goal, String what, double measured, double wanted) {
        return new GoalFigure(goal, what, measured, wanted, true, measured <= wanted ? Verdict.MET : Verdict.MISSED);
    }

    /** Judges a figure that is to be large; one that is not known is not. */
    public static GoalFigure atLeast(int goal, String what, double measured, double wanted) {
        return new GoalFigure(goal, what, measured, wanted, false, measured >= wanted ? Verdict.MET : Verdict.MISSED);
    }

    /** Returns the same figure, which rests on too little to be judged. */
    public GoalFigure notJudged() {
        return new GoalFigure(goal, what, measured, wanted, atMost, Verdict.NOT_JUDGED);
    }

    /** Says that a goal cannot be measured yet. */
    public static GoalFigure notBuilt(int goal, String what, double wanted, boolean atMost) {
        return new GoalFigure(goal, what, Double.NaN, wanted, atMost, Verdict.NOT_BUILT);
    }
}
