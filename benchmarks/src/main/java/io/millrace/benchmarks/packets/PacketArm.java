package io.millrace.benchmarks.packets;

import io.millrace.benchmarks.measure.Trials;
import io.millrace.benchmarks.ordered.OrderedArms;

/** One way to take packets through, with its threads and its packets. */
interface PacketArm extends AutoCloseable {

    /** Ours, with a producer that waits for each packet by invoking it. */
    String INVOKING = "millraceInvoked";

    /**
     * Takes so many packets through, from the first, and checks that each came, in order.
     *
     * @return how long it took, in nanoseconds
     * @throws Exception if a check failed; the run is void then
     */
    long run(int length) throws Exception;

    /** Checks all outputs of the last run, see {@link PacketBuffers#requireOutputs}. */
    void requireOutputs(int length);

    /** Ends its threads. */
    @Override
    void close();

    /**
     * Opens the ceiling, {@value #INVOKING}, or one of {@link OrderedArms} by its name.
     *
     * @param window how many packets may be under way in the arm
     * @param oneOutstanding whether the producer sends no packet before the last one was taken. The arm is set up as if it had many,
     *     but for futures, whose window is the queue that the producer itself keeps
     */
    static PacketArm open(String name, PacketBuffers buffers, int window, boolean oneOutstanding) {
        if (name.equals(PacketBenchmark.CEILING)) {
            return new Ceiling(buffers);
        }
        int mostOutstanding = oneOutstanding ? 1 : buffers.count();
        int ofArm = name.equals(OrderedArms.FORK_JOIN) ? Math.min(window, mostOutstanding) : window;
        return new InOrder(
                name.equals(INVOKING)
                        ? OrderedArms.invoking(Trials.WORKERS, ofArm)
                        : OrderedArms.open(name, Trials.WORKERS, ofArm),
                buffers,
                mostOutstanding,
                name.equals(OrderedArms.PARALLEL_COLLECTORS) ? mostOutstanding : Integer.MAX_VALUE);
    }
}
