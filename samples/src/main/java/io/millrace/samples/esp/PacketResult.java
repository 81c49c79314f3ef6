package io.millrace.samples.esp;

import io.millrace.samples.capture.Packet;
import org.jspecify.annotations.Nullable;

/**
 * What became of a packet: another packet, or a sentence that says why not.
 *
 * @param order place in the whole output, from 0
 * @param input the packet as it was read
 * @param series number of the association, or -1 when it has none
 * @param sequenceNumber the one in its ESP header, or -1 when that does not count
 * @param output the packet to write, or null when there is none
 * @param failure why the packet failed, or null when it did not
 */
record PacketResult(
        long order,
        Packet input,
        int series,
        long sequenceNumber,
        @Nullable Packet output,
        @Nullable String failure) {

    static PacketResult done(PacketJob job, long sequenceNumber, Packet output) {
        return new PacketResult(job.order(), job.packet(), job.series(), sequenceNumber, output, null);
    }

    static PacketResult failed(PacketJob job, long sequenceNumber, String failure) {
        return new PacketResult(job.order(), job.packet(), job.series(), sequenceNumber, null, failure);
    }

    /** A packet that takes no part: it keeps its place. */
    static PacketResult passed(long order, Packet input, Packet output) {
        return new PacketResult(order, input, -1, -1, output, null);
    }

    /** A packet that never came as far as a worker. */
    static PacketResult refused(long order, Packet input, String failure) {
        return new PacketResult(order, input, -1, -1, null, failure);
    }

    PacketResult refused(String why) {
        return new PacketResult(order, input, series, sequenceNumber, null, why);
    }
}
