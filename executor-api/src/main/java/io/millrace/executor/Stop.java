package io.millrace.executor;

import java.util.stream.IntStream;

/**
 * Where a job of a {@link Series} has a further part, between its parallel and its serial one: what {@link OrderedJob#next}
 * returns.
 *
 * <p>A job goes from part to part without waiting for a credit or for room, so an executor that is full always works off what it has.
 */
public final class Stop {

    private static final Stop ANYWHERE = new Stop(DomainLayout.PLAIN, Workforce.ANY, "any worker");

    private static final Stop[] KEYED = IntStream.range(0, DomainLayout.KEYED_FLOWS)
            .mapToObj(flow -> new Stop(DomainLayout.keyed(flow), Workforce.ANY, "key " + flow))
            .toArray(Stop[]::new);

    private final long header;
    private final int worker;
    private final String name;

    private Stop(long header, int worker, String name) {
        this.header = header;
        this.worker = worker;
        this.name = name;
    }

    /** Returns the stop at which any worker takes the job, beside others, in no order. */
    public static Stop anywhere() {
        return ANYWHERE;
    }

    /**
     * Returns the stop at which jobs of one key have their parts one at a time, in the order in which they come. Keys share {@value DomainLayout#KEYED_FLOWS}
     * places, so two of them may wait for each other, whatever series they are of.
     *
     * @param hash the hash code of the key, which need not be spread; whoever has several such stops mixes in which it is
     */
    public static Stop keyed(int hash) {
        // The golden ratio: neighbours come to lie apart, and the upper bits depend on all.
        return KEYED[(hash * 0x9E3779B9) >>> DomainLayout.KEYED_SHIFT];
    }

    /** Returns the stop at a worker of an executor that has as many. */
    static Stop at(int worker) {
        return new Stop(DomainLayout.directed(worker), worker, "worker " + worker);
    }

    long header() {
        return header;
    }

    /** Returns the one worker that serves the stop, or {@link Workforce#ANY}. */
    int worker() {
        return worker;
    }

    @Override
    public String toString() {
        return "stop[" + name + "]";
    }
}
