package io.millrace.benchmarks.measure;

/**
 * What a run cost.
 *
 * @param wallNanos the time from its begin to its end
 * @param used what all threads of the process used meanwhile
 */
public record Cost(long wallNanos, Usage used) {

    /** Something whose cost is asked for. */
    @FunctionalInterface
    public interface Run {

        /** Runs to its end, or fails. */
        void run() throws Exception;
    }

    /** Runs something and returns what it cost. Asking for the use takes a millisecond or so, which is not counted. */
    public static Cost of(Run run) throws Exception {
        Usage before = ProcessUsage.now();
        long begin = System.nanoTime();
        run.run();
        long wallNanos = System.nanoTime() - begin;
        return new Cost(wallNanos, ProcessUsage.now().minus(before));
    }
}
