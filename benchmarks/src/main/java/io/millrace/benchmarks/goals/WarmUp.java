package io.millrace.benchmarks.goals;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

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

    private final LongSupplier nanos;
    private final LongSupplier compiledMillis;
    private final long begin;
    private int rounds;
    private long lookedAt;
    private long compiledThen;

    WarmUp() {
        this(System::nanoTime, WarmUp::millisOfCompiler);
    }

    /** A warm-up by a clock, and by how long the compiler has worked so far. */
    WarmUp(LongSupplier nanos, LongSupplier compiledMillis) {
        this.nanos = nanos;
        this.compiledMillis = compiledMillis;
        begin = nanos.getAsLong();
        lookedAt = begin;
        compiledThen = compiledMillis.getAsLong();
    }

    private static long millisOfCompiler() {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        return compiler == null ? 0 : compiler.getTotalCompilationTime();
    }

    /** Counts a round. Returns whether the next one counts. */
    boolean endRound() {
        rounds++;
        long now = nanos.getAsLong();
        if (rounds < LEAST_ROUNDS) {
            return false;
        }
        if (now - begin > MOST_NANOS) {
            return true;
        }
        return now - lookedAt >= LOOK_EVERY_NANOS && isQuiet(now);
    }

    private boolean isQuiet(long now) {
        long compiled = compiledMillis.getAsLong();
        double share = (double) TimeUnit.MILLISECONDS.toNanos(compiled - compiledThen) / (now - lookedAt);
        lookedAt = now;
        compiledThen = compiled;
        return share < MOST_COMPILING;
    }
}
