package io.millrace.applications;

import io.millrace.samples.CommandLines;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The launcher's main class for frameworks. */
@Command(
        name = "millrace",
        description = "Frameworks with Millrace in the place of their pools.",
        mixinStandardHelpOptions = true,
        version = "0.1.0",
        subcommands = AppsCommand.class)
public final class Applications implements Runnable {
    @Spec
    private CommandSpec spec;

    private Applications(CommandSpec spec) {
        this.spec = spec;
    }

    Applications() {
        this(CommandSpec.create());
    }

    /** Runs a command and ends the JVM with its exit status. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return CommandLines.of(new Applications());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected a command such as apps, found none");
    }
}
