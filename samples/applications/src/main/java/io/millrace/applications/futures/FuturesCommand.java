package io.millrace.applications.futures;

import io.millrace.samples.CommandException;
import io.millrace.samples.OptionRange;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The {@code apps futures} command. */
@Command(
        name = "futures",
        mixinStandardHelpOptions = true,
        description =
                "Two stages of CompletableFuture that wait for each other, with one worker: on the JDK's default, and on Millrace.")
public final class FuturesCommand implements Callable<Integer> {
    /** The first JDK whose CompletableFuture uses the common pool even with a parallelism of 1. */
    static final int COMMON_POOL_ALWAYS = 25;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--limit", paramLabel = "MILLIS", description = "When a hang is one. Default: 2000.")
    private long limitMillis = 2000;

    /** For picocli. */
    public FuturesCommand() {}

    @Override
    public Integer call() throws Exception {
        OptionRange.require("--limit", limitMillis, 100, 30_000);
        int jdk = Runtime.version().feature();
        PrintWriter out =
                Objects.requireNonNull(spec, "picocli sets it").commandLine().getOut();
        out.println("work:     two stages of CompletableFuture, each of which waits until the other one has begun");
        boolean finishes = ChildJvm.finishes(OneWorker.Pool.JDK, limitMillis);
        out.println("JDK " + jdk + ":   the default of CompletableFuture with a parallelism of 1 " + tell(finishes));
        if (finishes && jdk < COMMON_POOL_ALWAYS) {
            out.println("          because before JDK " + COMMON_POOL_ALWAYS
                    + " it starts a thread for each stage then, instead of using the common pool");
        }
        boolean ours = ChildJvm.finishes(OneWorker.Pool.MILLRACE, limitMillis);
        out.println("Millrace: newWorkStealingPool(1) " + tell(ours));
        out.flush();
        if (!ours) {
            throw CommandException.data("expected both stages to finish on Millrace within " + limitMillis + " ms");
        }
        return 0;
    }

    private String tell(boolean finishes) {
        return finishes ? "finishes" : "hangs (given up after " + limitMillis + " ms)";
    }
}
