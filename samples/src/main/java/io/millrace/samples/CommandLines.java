package io.millrace.samples;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Command lines that turn every failure into one sentence on standard error and an exit status. */
public final class CommandLines {

    private CommandLines() {}

    /** Returns the command line of a command and its subcommands. */
    public static CommandLine of(Object command) {
        return new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(CommandLines::usage)
                .setExecutionExceptionHandler((failure, line, result) -> failed(failure, line));
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
        List<PositionalParamSpec> positions = command.getCommandSpec().positionalParameters();
        if (positions.isEmpty() && !command.getSubcommands().isEmpty()) {
            return "unknown command: " + word + ", known: "
                    + String.join(", ", command.getSubcommands().keySet());
        }
        String expected =
                positions.stream().map(PositionalParamSpec::paramLabel).collect(Collectors.joining(" and "));
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
