package io.millrace.applications;

import io.millrace.samples.CommandException;
import io.millrace.samples.OptionRange;
import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all applications can be told. */
public final class RunOptions {

    private static final int MOST_WORKERS = 64;
    private static final int MOST_ROUNDS = 1000;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Most threads of either pool, 1 to " + MOST_WORKERS + ". Default: one for each processor.")
    private int workers = Math.min(Runtime.getRuntime().availableProcessors(), MOST_WORKERS);

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Timed rounds on either pool, 0 to " + MOST_ROUNDS + ". Default: 5. With 0 nothing is timed.")
    private int rounds = 5;

    /** For picocli. */
    public RunOptions() {}

    /** Refuses figures out of range. */
    public void check() throws CommandException {
        OptionRange.require("--workers", workers, 1, MOST_WORKERS);
        OptionRange.require("--rounds", rounds, 0, MOST_ROUNDS);
    }

    /** Returns the most threads of either pool. */
    public int workers() {
        return workers;
    }

    /** Tells at once what takes a while, on the command's standard output. */
    public void tell(String line) {
        PrintWriter out = out();
        out.println(line);
        out.flush();
    }

    /**
     * Returns a demonstration that tells what it shows on the command's standard output.
     *
     * @param own what the framework's own pool is called
     * @param work what is done
     */
    public Demonstration demonstration(String own, String work) {
        return new Demonstration(out(), own, work, rounds);
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec, "picocli sets it").commandLine().getOut();
    }
}
