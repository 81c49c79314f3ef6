package io.millrace.benchmarks.device;

import java.util.List;

/**
 * What an operation costs in a device of DPDK, or why that cannot be measured.
 *
 * @param nanos nanoseconds an event, of each measured iteration; empty if there is a reason
 * @param reason a sentence that says what the device lacks; empty if it lacks nothing
 */
record DpdkResult(List<Double> nanos, String reason) {

    static DpdkResult of(List<Double> nanos) {
        return new DpdkResult(nanos, "");
    }

    static DpdkResult absent(String reason) {
        return new DpdkResult(List.of(), reason);
    }
}
