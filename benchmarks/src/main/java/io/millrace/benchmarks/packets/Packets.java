package io.millrace.benchmarks.packets;

import io.millrace.benchmarks.ordered.OrderedItems;
import java.security.GeneralSecurityException;

/**
 * Packets as items: each is encrypted or decrypted, and whoever takes it checks that it is the one that is due, and that its output was
 * written since it was last taken and ends as it must. The first packet that is wrong voids the run.
 */
public final class Packets implements OrderedItems<Packet> {

    private static final int PATIENCE_SECONDS = 10;

    private final PacketBuffers buffers;
    private final int length;
    private final Outstanding outstanding;

    /**
     * A run of packets.
     *
     * @param buffers the packets, which go round
     * @param length how many go through
     * @param mostOutstanding for how many that were not taken the producer waits in {@link #item}: with 1 it sends a packet only when the
     *     one before was taken. An arm whose producer takes the results itself must have a window as short
     */
    public Packets(PacketBuffers buffers, int length, int mostOutstanding) {
        this(buffers, length, mostOutstanding, PATIENCE_SECONDS);
    }

    Packets(PacketBuffers buffers, int length, int mostOutstanding, int patienceSeconds) {
        if (mostOutstanding > buffers.count()) {
            throw new IllegalArgumentException("more packets outstanding than there are: mostOutstanding="
                    + mostOutstanding + ", packets=" + buffers.count());
        }
        this.buffers = buffers;
        this.length = length;
        outstanding = new Outstanding(mostOutstanding, patienceSeconds);
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public Packet item(int place) {
        outstanding.enter(place);
        return buffers.packet(place);
    }

    @Override
    public Packet work(Packet packet) {
        try {
            buffers.apply(packet);
            return packet;
        } catch (GeneralSecurityException failure) {
            throw outstanding.fail(
                    new IllegalStateException("packet refused by its cipher: packet=" + packet.number(), failure));
        }
    }

    @Override
    public void accept(Packet packet) {
        Packet due = buffers.packet(outstanding.taken());
        if (packet != due) {
            throw outstanding.fail(new IllegalStateException(
                    "out of order: expected packet=" + due.number() + ", came=" + packet.number()));
        }
        if (!packet.takeEnd()) {
            throw outstanding.fail(new IllegalStateException("wrong end of output: packet=" + packet.number()));
        }
        outstanding.take();
    }

    @Override
    public void requireAll() {
        if (outstanding.taken() != length) {
            throw new IllegalStateException("packets lost: expected=" + length + ", came=" + outstanding.taken());
        }
        outstanding.reset();
    }
}
