package io.millrace.benchmarks.goals;

import io.millrace.benchmarks.measure.Report;
import io.millrace.benchmarks.measure.Trials;
import io.millrace.benchmarks.recursion.Program;
import io.millrace.benchmarks.recursion.RecursionArm;
import io.millrace.benchmarks.recursion.RecursionArms;
import io.millrace.benchmarks.recursion.RecursionTrial;
import io.millrace.benchmarks.results.GoalFigure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * The goal of programs that divide their work: for each of them, and each number of workers, tasks that fork and join beside the same code in a fork/join pool.
 * Those that submit and wait for futures have their turns too, and are not judged. A program that never ends fails.
 */
final class RecursionGoals {

    private static final int NUMBER = 7;
    private static final double SECONDS = 3;

    private RecursionGoals() {}

    static void programs(Report report) throws Exception {
        programs(report, List.of(Program.values()), Program::size, SECONDS);
    }

    static void programs(Report report, List<Program> programs, ToIntFunction<Program> size, double seconds)
            throws Exception {
        for (Program program : programs) {
            RecursionTrial trial = new RecursionTrial(program, size.applyAsInt(program));
            for (int workers = 1; workers <= Trials.WORKERS; workers++) {
                Outcome outcome = contest(report, program, trial, workers, seconds);
                report.goal(GoalFigure.atLeast(
                        NUMBER,
                        "ForkJoinPool / ours, " + program.name().toLowerCase(Locale.ROOT) + ", workers " + workers,
                        outcome.ratio(RecursionArms.FORK_JOIN, RecursionArms.MILLRACE),
                        1));
            }
        }
    }

    private static Outcome contest(Report report, Program program, RecursionTrial trial, int workers, double seconds)
            throws Exception {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("program", program.toString());
        parameters.put("workers", Integer.toString(workers));
        Contest contest = new Contest("goal 7, recursion", parameters, 1);
        List<RecursionArm> arms = new ArrayList<>();
        try {
            for (String name : RecursionArms.all().keySet()) {
                RecursionArm arm = RecursionArms.open(name, workers);
                arms.add(arm);
                contest.arm(name, () -> trial.run(arm));
            }
            return contest.run(report, seconds);
        } finally {
            arms.forEach(RecursionArm::close);
        }
    }
}
