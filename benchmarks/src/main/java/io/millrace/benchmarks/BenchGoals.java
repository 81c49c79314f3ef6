package io.millrace.benchmarks;

import io.millrace.benchmarks.goals.Goal;
import io.millrace.benchmarks.goals.GoalLine;
import io.millrace.benchmarks.goals.Goals;
import io.millrace.benchmarks.measure.Report;
import io.millrace.benchmarks.results.Environment;
import io.millrace.benchmarks.results.Figure;
import io.millrace.benchmarks.results.GoalFigure;
import io.millrace.benchmarks.results.JsonOption;
import io.millrace.benchmarks.results.ResultFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code ./millrace bench goals}: measures what is wanted of Millrace. Each of several goals is measured in a process of its own, so that what the
 * compiler learned from one does not change the next.
 */
@Command(
        name = "goals",
        description =
                "Measures each goal within about a minute and prints a line for it. The exit status is 0 only if all that"
                        + " were asked for are met.")
final class BenchGoals implements Callable<Integer> {

    private static final int MISSED = 1;

    private final List<Goal> all;

    @Parameters(paramLabel = "N", description = "Numbers of goals (default: all).")
    private List<Integer> numbers = List.of();

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    BenchGoals() {
        this(Goals.all());
    }

    /** Measures none but these. */
    BenchGoals(List<Goal> all) {
        this.all = all;
    }

    @Override
    public Integer call() throws Exception {
        Environment environment = Environment.of(spec);
        List<Goal> goals = wanted();
        List<Figure> figures = new ArrayList<>();
        List<GoalFigure> judged = new ArrayList<>();
        boolean isMet = true;
        for (Goal goal : goals) {
            ResultFile result = goals.size() == 1 ? measure(environment, goal) : measureApart(goal);
            figures.addAll(result.figures());
            judged.addAll(result.goals());
            print(spec.commandLine().getOut(), GoalLine.of(goal, result.goals()));
            isMet &= GoalLine.isMet(result.goals());
        }
        json.write(new ResultFile(environment, ResultFile.GOALS, figures, judged));
        return isMet ? 0 : MISSED;
    }

    private List<Goal> wanted() {
        if (numbers.isEmpty()) {
            return all;
        }
        return numbers.stream().distinct().map(this::numbered).toList();
    }

    private Goal numbered(int number) {
        return all.stream().filter(goal -> goal.number() == number).findFirst().orElseThrow(() -> unknown(number));
    }

    private ParameterException unknown(int number) {
        String known = all.stream().map(goal -> Integer.toString(goal.number())).collect(Collectors.joining(", "));
        return new ParameterException(
                spec.commandLine(), "expected numbers of goals among " + known + ", found " + number);
    }

    /** Measures in this process; figures one by one are progress here, and the line is the result. */
    private ResultFile measure(Environment environment, Goal goal) throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        Report report = new Report(spec.name(), err, err);
        goal.trial().run(report);
        List<GoalFigure> mine = report.goals().stream()
                .filter(figure -> figure.goal() == goal.number())
                .toList();
        return new ResultFile(environment, ResultFile.GOALS, report.figures(), mine);
    }

    private ResultFile measureApart(Goal goal) throws IOException, InterruptedException {
        print(spec.commandLine().getErr(), "goals: " + goal.number() + ", " + goal.title());
        Path file = Files.createTempFile("millrace-goal", ".json");
        file.toFile().deleteOnExit();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Bench.class.getName()));
        command.addAll(
                List.of("bench", spec.name(), Integer.toString(goal.number()), JsonOption.NAME, file.toString()));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            int status = process.waitFor();
            if (status != 0 && status != MISSED) {
                throw new IOException("goal " + goal.number() + " could not be measured: status=" + status);
            }
            return ResultFile.read(file);
        } finally {
            process.destroy();
        }
    }

    private static void print(PrintWriter writer, String line) {
        writer.println(line);
        writer.flush();
    }
}
