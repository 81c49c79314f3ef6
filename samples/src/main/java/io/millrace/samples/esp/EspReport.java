package io.millrace.samples.esp;

import java.util.List;

/**
 * What a run did.
 *
 * @param request what was asked for
 * @param associations how many security associations there are
 * @param packets IP packets that went through
 * @param bytes their bytes
 * @param withoutIp frames without a whole IP packet
 * @param nanos how long it took
 * @param failed packets that failed
 * @param failures sentences about the first of them
 * @param figures what the pipeline measured
 */
record EspReport(
        EspRequest request,
        int associations,
        long packets,
        long bytes,
        long withoutIp,
        long nanos,
        long failed,
        List<String> failures,
        PipelineFigures figures) {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double BITS_PER_MEGABIT = 1e6;

    double packetsPerSecond() {
        return packets * NANOS_PER_SECOND / Math.max(1, nanos);
    }

    double megabitsPerSecond() {
        return bytes * Byte.SIZE * NANOS_PER_SECOND / Math.max(1, nanos) / BITS_PER_MEGABIT;
    }
}
