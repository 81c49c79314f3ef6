package io.millrace.benchmarks.packets;

import io.millrace.benchmarks.ordered.OrderedArm;

/**
 * All packets in one order.
 *
 * @param arm who works on them
 * @param buffers the packets
 * @param mostOutstanding how many may be outstanding at most
 * @param mostAtOnce how many the arm is given at once: all of them, unless it would take none before it was given all
 */
record InOrder(OrderedArm arm, PacketBuffers buffers, int mostOutstanding, int mostAtOnce) implements PacketArm {

    @Override
    public long run(int length) throws Exception {
        long nanos = 0;
        for (int left = length; left > 0; left -= mostAtOnce) {
            Packets packets = new Packets(buffers, Math.min(left, mostAtOnce), mostOutstanding);
            long begin = System.nanoTime();
            arm.run(packets);
            nanos += System.nanoTime() - begin;
            packets.requireAll();
        }
        return nanos;
    }

    @Override
    public void requireOutputs(int length) {
        buffers.requireOutputs(Math.min(length, mostAtOnce));
    }

    @Override
    public void close() {
        arm.close();
    }
}
