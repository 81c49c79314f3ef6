package io.millrace.benchmarks.packets;

import io.millrace.benchmarks.measure.Trials;
import java.util.ArrayList;
import java.util.List;

/** Threads that know nothing of each other, each with its share of the packets in an order of its own. */
final class Ceiling implements PacketArm {

    private final List<PacketBuffers> ofThreads;
    private final IndependentThreads threads = new IndependentThreads(Trials.WORKERS);

    Ceiling(PacketBuffers buffers) {
        ofThreads = buffers.split(Trials.WORKERS);
    }

    @Override
    public long run(int length) throws Exception {
        List<Packets> shares = new ArrayList<>();
        for (int thread = 0; thread < ofThreads.size(); thread++) {
            PacketBuffers own = ofThreads.get(thread);
            shares.add(new Packets(own, share(length, thread), own.count()));
        }
        return threads.run(shares);
    }

    /** Rounded so that all shares together are the length. */
    private int share(int length, int thread) {
        return (length + thread) / ofThreads.size();
    }

    @Override
    public void requireOutputs(int length) {
        for (int thread = 0; thread < ofThreads.size(); thread++) {
            ofThreads.get(thread).requireOutputs(share(length, thread));
        }
    }

    @Override
    public void close() {
        threads.close();
    }
}
