package io.millrace.samples;

import io.millrace.samples.books.BooksCommand;
import io.millrace.samples.ctr.CtrCommand;
import io.millrace.samples.esp.EspCommand;
import io.millrace.samples.evtest.EvtestCommand;
import io.millrace.samples.gzip.GzipCommand;
import io.millrace.samples.selftest.SelftestCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The launcher's main class: finds the subcommand. */
@Command(
        name = "millrace",
        description = "Programs on real data, run by Millrace.",
        mixinStandardHelpOptions = true,
        version = "0.1.0",
        subcommands = {
            EspCommand.class,
            GzipCommand.class,
            CtrCommand.class,
            BooksCommand.class,
            EvtestCommand.class,
            SelftestCommand.class
        })
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
        return CommandLines.of(new Millrace());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected a command such as esp, found none");
    }
}
