package io.millrace.samples;

import io.millrace.samples.esp.EspCommand;
import io.millrace.samples.evtest.EvtestCommand;
import io.millrace.samples.selftest.SelftestCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The launcher's main class: finds the subcommand and turns every failure into one sentence and an exit status. */
@Command(
        name = "millrace",
        description = "Programs on real data, run by Millrace.",
        mixinStandardHelpOptions = true,
        version = "0.1.0",
        subcommands = {EspCommand.class, EvtestCommand.class, SelftestCommand.class})
public final class Millrace implements Runnable {
    @Spec
    private CommandSpec spec;

    private Millrace(CommandSpec spec) {
        this.spec = spec;
    }

    Millrace() {
        this(CommandSpec.create());
    }

    /** Runs a command and ends the JVM with its exit status. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Millrace())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Millrace::usage)
                .setExecutionExceptionHandler((failure, command, result) -> failed(failure, command));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected a command such as esp, found none");
    }

    private static int usage(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        List<String> words = failure instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()
                ? unmatched.getUnmatched()
                : List.of();
        say(command, words.isEmpty() ? unfit(failure) : tooMany(command, words.get(0)));
        return CommandException.USAGE;
    }

    private static String unfit(ParameterException failure) {
        return failure.getArgSpec() instanceof PositionalParamSpec word
                        && word.completionCandidates() != null
                        && failure.getValue() != null
                ? "expected one of " + String.join(", ", word.completionCandidates()) + ", found " + failure.getValue()
                : lowerCase(failure) + "; see --help";
    }

    private static String tooMany(CommandLine command, String word) {
        if (!command.getSubcommands().isEmpty()) {
            return "unknown command: " + word + ", known: "
                    + String.join(", ", command.getSubcommands().keySet());
        }
        String expected = command.getCommandSpec().positionalParameters().stream()
                .map(PositionalParamSpec::paramLabel)
                .collect(Collectors.joining(" and "));
        return "expected at most " + expected + ", found one more argument: " + word;
    }

    private static int failed(Exception failure, CommandLine command) {
        if (failure instanceof CommandException sentence) {
            say(command, Objects.requireNonNullElse(sentence.getMessage(), "failed"));
            return sentence.exitStatus();
        }
        say(
                command,
                failure instanceof IOException outside
                        ? "expected to read and write files, found " + FileReason.of(outside)
                        : "expected no fault in this program, found " + failure);
        return CommandException.DATA;
    }

    private static void say(CommandLine command, String sentence) {
        PrintWriter err = command.getErr();
        err.println(command.getCommandSpec().qualifiedName() + ": " + sentence.replaceAll("\\s*\\R\\s*", " "));
        err.flush();
    }

    private static String lowerCase(Exception failure) {
        String message = Objects.requireNonNullElse(failure.getMessage(), "expected other arguments");
        return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    }
}
