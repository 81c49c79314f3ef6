package io.millrace.applications;

import io.millrace.samples.CommandException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Collection;
import java.util.concurrent.TimeUnit;

/**
 * Shows a framework on Millrace: checks its outcome and who brought it about, then times it and the framework on its own
 * pool in turns.
 *
 * @param out where it is told
 * @param own what the framework's own pool is called
 * @param work what is done, and what of it is compared with what one thread computes
 * @param rounds how often either pool is timed
 */
public record Demonstration(PrintWriter out, String own, String work, int rounds) {

    /** Checks both sides once, which warms them up, and times them. */
    public void show(Object expected, Side millrace, Side framework) throws Exception {
        tell("work:     " + work);
        Witness witness = new Witness();
        check(expected, millrace, witness, "Millrace");
        witness.requireMillrace();
        tell("ran on:   Millrace, " + describe(witness.threads()));
        tell("checked:  the same as one thread computes");
        if (rounds > 0) {
            Witness others = new Witness();
            check(expected, framework, others, own);
            tell("beside:   " + own + ", " + describe(others.threads()));
            time(expected, millrace, framework);
        }
    }

    /** Shows a line at once: the next one may take a while. */
    private void tell(String line) {
        out.println(line);
        out.flush();
    }

    private void time(Object expected, Side millrace, Side framework) throws Exception {
        tell("timing:   " + rounds + " rounds of each, in turns");
        long[] ours = new long[rounds];
        long[] theirs = new long[rounds];
        for (int round = 0; round < rounds; round++) {
            // Whoever comes second may profit from a warmer machine, or pay for the garbage of the first.
            boolean oursFirst = round % 2 == 0;
            if (oursFirst) {
                ours[round] = timed(expected, millrace, "Millrace");
            }
            theirs[round] = timed(expected, framework, own);
            if (!oursFirst) {
                ours[round] = timed(expected, millrace, "Millrace");
            }
        }
        tell("time:     Millrace " + spread(ours));
        tell("          " + own + " " + spread(theirs));
        tell("          median and range of " + rounds + " rounds of each, in turns");
    }

    private static long timed(Object expected, Side side, String name) throws Exception {
        long begin = System.nanoTime();
        Object outcome = side.run(new Witness());
        long nanos = System.nanoTime() - begin;
        requireEqual(expected, outcome, name);
        return nanos;
    }

    private static void check(Object expected, Side side, Witness witness, String name) throws Exception {
        requireEqual(expected, side.run(witness), name);
    }

    private static void requireEqual(Object expected, Object outcome, String name) throws CommandException {
        if (!expected.equals(outcome)) {
            throw CommandException.data("expected what one thread computes, found another outcome on " + name);
        }
    }

    private static String describe(Collection<String> threads) {
        int count = threads.size();
        return count == 1
                ? "1 thread: " + threads.iterator().next()
                : count + " threads such as " + threads.iterator().next();
    }

    private static String spread(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return millis(sorted[sorted.length / 2]) + " ms (" + millis(sorted[0]) + " to "
                + millis(sorted[sorted.length - 1]) + ")";
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
