package io.millrace.benchmarks.packets;

import io.millrace.benchmarks.measure.Usage;

/**
 * One turn of an arm.
 *
 * @param packets how many were taken
 * @param nanos how long that took
 * @param used what the process has used meanwhile, without {@link BackgroundLoad}
 */
record TcryptRound(int packets, long nanos, Usage used) {

    private static final double NANOS_PER_SECOND = 1e9;

    double packetsPerSecond() {
        return packets * NANOS_PER_SECOND / nanos;
    }

    double cpuNanosPerPacket() {
        return (double) used.cpuNanos() / packets;
    }

    double sleepsPerPacket() {
        return used.switches() / packets;
    }
}
