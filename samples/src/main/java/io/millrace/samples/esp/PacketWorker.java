package io.millrace.samples.esp;

/** The parallel part, with the state of one worker. */
@FunctionalInterface
interface PacketWorker {
    /**
     * Works on one packet. A packet that fails is a result too.
     *
     * @param place the packet's place in its series, from 0
     */
    PacketResult work(PacketJob job, long place);
}
