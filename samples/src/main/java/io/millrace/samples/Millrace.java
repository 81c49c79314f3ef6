package io.millrace.samples;

import io.millrace.samples.esp.EspCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The launcher's main class: finds the subcommand and turns every failure into one sentence and an exit status. */
@Command(
        name = "millrace",
        description = "Programs on real data, run by Millrace.",
        mixinStandardHelpOptions = true,
        version = "0.1.0",
        subcommands = EspCommand.class)
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
        say(command, lowerCase(failure) + "; see --help");
        return CommandException.USAGE;
    }

    private static int failed(Exception failure, CommandLine command) {
        if (failure instanceof CommandException sentence) {
            say(command, Objects.requireNonNullElse(sentence.getMessage(), "failed"));
            return sentence.exitStatus();
        }
        boolean outside = failure instanceof IOException;
        say(
                command,
                (outside ? "expected to read and write files, found " : "expected no fault in this program, found ")
                        + failure);
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
