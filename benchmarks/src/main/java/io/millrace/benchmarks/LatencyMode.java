package io.millrace.benchmarks;

import io.millrace.benchmarks.keyed.KeyedTrials;
import io.millrace.benchmarks.measure.Report;
import io.millrace.benchmarks.pools.BurstTrials;
import io.millrace.benchmarks.pools.IdleTrials;
import io.millrace.benchmarks.pools.RateTrials;
import java.util.Locale;

/** What {@code ./millrace latency} can measure. */
enum LatencyMode {
    /** Independent arrivals. */
    RATES,
    /** Many tasks at once. */
    BURSTS,
    /** Nothing to do. */
    IDLE,
    /** Tasks of many keys. */
    KEYED;

    /** Runs for so long in each arm and row. */
    void run(Report report, long nanos) {
        switch (this) {
            case RATES -> RateTrials.run(report, nanos);
            case BURSTS -> BurstTrials.run(report, nanos);
            case IDLE -> IdleTrials.run(report, nanos);
            case KEYED -> KeyedTrials.run(report, nanos);
        }
    }

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
