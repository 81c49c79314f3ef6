package io.millrace.benchmarks.goals;

import io.millrace.benchmarks.results.GoalFigure;
import io.millrace.benchmarks.results.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What became of a goal, in one line: that figure of it which is furthest from what is wanted. */
public final class GoalLine {

    private GoalLine() {}

    /** Returns the line for the figures of one goal, of which there is at least one. */
    public static String of(Goal goal, List<GoalFigure> figures) {
        GoalFigure worst = figures.stream()
                .min(Comparator.comparingDouble(GoalLine::share))
                .orElseThrow();
        long met = figures.stream()
                .filter(figure -> figure.verdict() == Verdict.MET)
                .count();
        return String.format(
                Locale.ROOT,
                "goal %d  %s  wanted %s%.3f  %s  (%s: %s; met %d of %d)",
                goal.number(),
                Double.isNaN(worst.measured()) ? "-" : String.format(Locale.ROOT, "%.3f", worst.measured()),
                worst.atMost() ? "<= " : ">= ",
                worst.wanted(),
                worst.verdict(),
                goal.title(),
                worst.what(),
                met,
                figures.size());
    }

    /** Returns whether all of a goal is met. */
    public static boolean isMet(List<GoalFigure> figures) {
        return figures.stream().allMatch(figure -> figure.verdict() == Verdict.MET);
    }

    /** Above 1 is better than wanted; what is not known is worst. */
    private static double share(GoalFigure figure) {
        if (Double.isNaN(figure.measured())) {
            return -1;
        }
        return figure.atMost() ? figure.wanted() / figure.measured() : figure.measured() / figure.wanted();
    }
}
