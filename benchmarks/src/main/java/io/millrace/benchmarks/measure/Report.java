package io.millrace.benchmarks.measure;

import io.millrace.benchmarks.results.Distribution;
import io.millrace.benchmarks.results.Figure;
import io.millrace.benchmarks.results.GoalFigure;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/** Where a command tells its figures, and how far its work has come. What is to be kept of them in a file is remembered here. Not for many threads. */
public final class Report {

    private final String command;
    private final PrintWriter out;
    private final PrintWriter progress;
    private final List<Figure> figures = new ArrayList<>();
    private final List<Distribution> distributions = new ArrayList<>();
    private final List<GoalFigure> goals = new ArrayList<>();

    /**
     * A report without figures.
     *
     * @param command the name of the command, which stands before what is told of progress
     * @param out for tables and goals
     * @param progress for everything else
     */
    public Report(String command, PrintWriter out, PrintWriter progress) {
        this.command = command;
        this.out = out;
        this.progress = progress;
    }

    public static Report of(CommandSpec command) {
        return new Report(
                command.name(),
                command.commandLine().getOut(),
                command.commandLine().getErr());
    }

    public void line(String text) {
        out.println(text);
        out.flush();
    }

    public void progress(String what, int round, int rounds) {
        progress.println(command + ": " + what + ", round " + (round + 1) + " of " + rounds);
        progress.flush();
    }

    /** Remembers a figure. */
    public void keep(Figure figure) {
        figures.add(figure);
    }

    /** Remembers a figure and all latencies that it was made of. */
    public void keep(Distribution distribution) {
        figures.add(distribution.figure());
        distributions.add(distribution);
    }

    /** Tells whether a figure is as good as wanted, and remembers that. */
    public void goal(GoalFigure goal) {
        goals.add(goal);
        line(String.format(
                Locale.ROOT,
                "goal %d  %s: %.3f  wanted at %s %.3f  %s",
                goal.goal(),
                goal.what(),
                goal.measured(),
                goal.atMost() ? "most" : "least",
                goal.wanted(),
                goal.verdict()));
    }

    /** Tells a figure that rests on too little to be judged, and remembers that it is not. */
    public void unjudged(GoalFigure goal, String reason) {
        GoalFigure unjudged = goal.notJudged();
        goals.add(unjudged);
        line(String.format(
                Locale.ROOT,
                "goal %d  %s: %.3f  %s: %s",
                unjudged.goal(),
                unjudged.what(),
                unjudged.measured(),
                unjudged.verdict(),
                reason));
    }

    public List<Figure> figures() {
        return List.copyOf(figures);
    }

    public List<Distribution> distributions() {
        return List.copyOf(distributions);
    }

    public List<GoalFigure> goals() {
        return List.copyOf(goals);
    }
}
