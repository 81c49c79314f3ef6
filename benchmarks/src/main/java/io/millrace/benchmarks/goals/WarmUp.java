package io.millrace.benchmarks.goals;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Rounds that do not count, until the compiler has hardly anything to do: on two cores it would be one more thread that wants one of them, for as long as ten
 * seconds where there are many arms, and arms with more threads would suffer more from it.
 */
final class WarmUp {

    private static final int LEAST_ROUNDS = 3;
    private static final long LOOK_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** The share of a core that the compiler may still take. */
    private static final double MOST_COMPILING = 0.03;

    /** Some code is compiled again and again. */
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final @Nullable CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    private final long begin = System.nanoTime();
    private int rounds;
    private long lookedAt = begin;
    private long compiledThen = compiledMillis();

    private long compiledMillis() {
        return compiler == null ? 0 : compiler.getTotalCompilationTime();
    }

    /** Counts a round, and returns whether the next one counts. */
    boolean isOverAfterARound() {
        rounds++;
        long now = System.nanoTime();
        if (now - begin > MOST_NANOS) {
            return true;
        }
        if (rounds < LEAST_ROUNDS || now - lookedAt < LOOK_EVERY_NANOS) {
            return false;
        }
        long compiled = compiledMillis();
        double share = (double) TimeUnit.MILLISECONDS.toNanos(compiled - compiledThen) / (now - lookedAt);
        lookedAt = now;
        compiledThen = compiled;
        return share < MOST_COMPILING;
    }
}
