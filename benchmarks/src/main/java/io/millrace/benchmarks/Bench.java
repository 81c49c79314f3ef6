package io.millrace.benchmarks;

import io.millrace.benchmarks.device.EventSw;
import io.millrace.benchmarks.packets.Tcrypt;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The main class of the benchmarks: finds the command and turns every failure into one sentence and an exit status. */
@Command(
        name = "millrace",
        description = "Benchmarks of Millrace beside its peers.",
        mixinStandardHelpOptions = true,
        version = "0.1.0",
        scope = ScopeType.INHERIT,
        subcommands = {BenchGroup.class, Latency.class, EventSw.class, Tcrypt.class})
public final class Bench {

    private Bench() {}

    /** Starts the command line. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Bench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Bench::usage)
                .setExecutionExceptionHandler((failure, command, result) -> failed(failure, command));
    }

    private static int usage(ParameterException failure, String[] arguments) {
        say(failure.getCommandLine(), sentence(failure));
        return CommandLine.ExitCode.USAGE;
    }

    private static String sentence(ParameterException failure) {
        CommandLine command = failure.getCommandLine();
        if (failure instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            String word = unmatched.getUnmatched().get(0);
            return command.getSubcommands().isEmpty()
                    ? oneTooMany(command, word)
                    : "unknown command: " + word + ", known: "
                            + String.join(", ", command.getSubcommands().keySet());
        }
        if (failure.getArgSpec() instanceof OptionSpec option && failure.getValue() != null) {
            return "expected " + option.longestName() + " " + option.paramLabel() + ", found " + failure.getValue();
        }
        String message = Objects.requireNonNullElse(failure.getMessage(), "expected other arguments");
        return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    }

    private static String oneTooMany(CommandLine command, String word) {
        List<PositionalParamSpec> expected = command.getCommandSpec().positionalParameters();
        if (expected.isEmpty()) {
            return "expected options only, found " + word;
        }
        PositionalParamSpec last = expected.get(expected.size() - 1);
        return last.isMultiValue()
                ? "expected one of " + String.join(", ", last.completionCandidates()) + ", found " + word
                : "expected at most one " + last.paramLabel() + ", found one more argument: " + word;
    }

    private static int failed(Exception failure, CommandLine command) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        say(command, "expected benchmarks that run to their end, found " + cause);
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static void say(CommandLine command, String sentence) {
        PrintWriter err = command.getErr();
        err.println(command.getCommandSpec().qualifiedName() + ": " + sentence.replaceAll("\\s*\\R\\s*", " "));
        err.flush();
    }
}
