package io.millrace.applications;

import io.millrace.applications.futures.FuturesCommand;
import io.millrace.applications.lucene.LuceneCommand;
import io.millrace.applications.pekko.PekkoCommand;
import io.millrace.applications.spring.SpringCommand;
import io.millrace.applications.vertx.VertxCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code apps} command, a family with one member for each framework. */
@Command(
        name = "apps",
        mixinStandardHelpOptions = true,
        description = "Runs a framework on Millrace, checks what it did, and times it beside the framework's own pool.",
        subcommands = {
            PekkoCommand.class,
            VertxCommand.class,
            SpringCommand.class,
            LuceneCommand.class,
            FuturesCommand.class
        })
public final class AppsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    private AppsCommand(CommandSpec spec) {
        this.spec = spec;
    }

    /** For picocli. */
    public AppsCommand() {
        this(CommandSpec.create());
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "expected an application, one of "
                        + String.join(", ", spec.subcommands().keySet()) + ", found none");
    }
}
