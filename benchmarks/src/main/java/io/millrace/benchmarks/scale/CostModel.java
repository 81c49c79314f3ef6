package io.millrace.benchmarks.scale;

import java.util.Locale;

/**
 * What an item costs with so many workers on so many cores, by a bottleneck law: the busiest of those who must work one after the other bounds the
 * throughput (Denning and Buzen 1978).
 *
 * <table>
 * <caption>Bounds, in nanoseconds an item</caption>
 * <tr><td>producer</td><td>the processor time of the one producer, and lines that it needs with more workers only</td></tr>
 * <tr><td>serial</td><td>lines that move with the right to go on, and the atomic operations on them</td></tr>
 * <tr><td>workers</td><td>the cost with one worker and the lines that other workers have, divided among the workers</td></tr>
 * <tr><td>cores</td><td>all processor time divided among the cores</td></tr>
 * </table>
 *
 * <p>Where workers run on n cores, a line was changed last by another one with a probability of (n - 1) / n. What two workers cost beyond the law is contention
 * that grows in the same way, as the first term of the Universal Scalability Law (Gunther 2007) does; its second term cannot be told from two measurements and
 * is taken as nothing.
 */
final class CostModel {

    /** Measured within this of the law, the law explains it. */
    private static final double TOLERANCE = 1.1;

    private final Measured measured;
    private final CountedLines counted;
    private final double itemsPerEntry;
    private final LineCosts lineCosts;

    /** What bounds the throughput. */
    enum Bound {
        PRODUCER,
        SERIAL,
        WORKERS,
        CORES,
        CONTENTION;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What the model rests on, in nanoseconds an item.
     *
     * @param producer the processor time of the producer
     * @param oneWorker the cost with one worker
     * @param twoWorkers the cost with two
     * @param cores the cores that this was measured on
     */
    record Measured(double producer, double oneWorker, double twoWorkers, int cores) {}

    /**
     * A prediction.
     *
     * @param nanos the cost of an item
     * @param bound the largest part of it
     */
    record Prediction(double nanos, Bound bound) {}

    CostModel(Measured measured, CountedLines counted, double itemsPerEntry, LineCosts lineCosts) {
        this.measured = measured;
        this.counted = counted;
        this.itemsPerEntry = itemsPerEntry;
        this.lineCosts = lineCosts;
    }

    /** Returns what two workers cost beyond the law, in nanoseconds an item; 0 if the law explains it. */
    double unexplained() {
        double law = law(2, measured.cores()).nanos();
        return measured.twoWorkers() > TOLERANCE * law ? measured.twoWorkers() - law : 0;
    }

    /** Predicts with so much contention of two workers, in nanoseconds an item. */
    Prediction predict(int workers, int cores, double contention) {
        Prediction law = law(workers, cores);
        double rest = contention * elsewhere(Math.min(workers, cores)) / elsewhere(2);
        return new Prediction(law.nanos() + rest, rest > law.nanos() ? Bound.CONTENTION : law.bound());
    }

    private Prediction law(int workers, int cores) {
        CountedLines lines = counted.with(workers);
        double transfer = lineCosts.transfer() * elsewhere(Math.min(workers, cores));
        // One core has done the work of the producer too.
        double alone = Math.max(0, measured.oneWorker() - (measured.cores() == 1 ? measured.producer() : 0));
        double producer = measured.producer() + lines.producer() * transfer / itemsPerEntry;
        double ofWorkers = alone + lines.foreign() * transfer / itemsPerEntry;
        double serial = (lines.serial() * transfer + lines.writes() * lineCosts.local()) / itemsPerEntry;
        double[] nanos = {
            producer, serial, ofWorkers / workers, (producer + ofWorkers) / cores,
        };
        int most = 0;
        for (int i = 1; i < nanos.length; i++) {
            most = nanos[i] > nanos[most] ? i : most;
        }
        return new Prediction(nanos[most], Bound.values()[most]);
    }

    /** The probability that something was done last on another of so many cores. */
    private static double elsewhere(int cores) {
        return (cores - 1.0) / cores;
    }
}
