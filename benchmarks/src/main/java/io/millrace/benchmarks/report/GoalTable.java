package io.millrace.benchmarks.report;

import io.millrace.benchmarks.results.GoalFigure;
import io.millrace.benchmarks.results.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What was wanted, and what it came to on each JDK. */
final class GoalTable {

    private final List<Results.Goal> goals;
    private final Collection<Integer> jdks;

    GoalTable(List<Results.Goal> goals, Collection<Integer> jdks) {
        this.goals = goals;
        this.jdks = jdks;
    }

    @Override
    public String toString() {
        List<String> heading = new ArrayList<>(List.of("Goal", "What", "Wanted"));
        jdks.forEach(jdk -> heading.addAll(List.of("JDK " + jdk, "")));
        MarkdownTable table = new MarkdownTable(heading);
        goals.forEach(goal -> table.add(row(goal)));
        return table.toString();
    }

    private List<String> row(Results.Goal goal) {
        GoalFigure any = goal.byJdk().values().iterator().next();
        List<String> row = new ArrayList<>(List.of(Integer.toString(goal.number()), goal.what(), wanted(any)));
        for (int jdk : jdks) {
            GoalFigure figure = goal.byJdk().get(jdk);
            row.add(figure == null || figure.verdict() == Verdict.NOT_BUILT ? "" : Amount.of(figure.measured()));
            row.add(figure == null ? "" : verdict(figure.verdict()));
        }
        return row;
    }

    private static String wanted(GoalFigure figure) {
        return Double.isNaN(figure.wanted())
                ? ""
                : "at " + (figure.atMost() ? "most " : "least ") + Amount.of(figure.wanted());
    }

    private static String verdict(Verdict verdict) {
        return switch (verdict) {
            case MET, MISSED -> "**" + verdict + "**";
            case NOT_JUDGED, NOT_BUILT -> verdict.toString();
        };
    }
}
