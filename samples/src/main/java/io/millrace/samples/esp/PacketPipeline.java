package io.millrace.samples.esp;

import java.io.IOException;

/** Takes packets from one thread through the parallel part, and each series in its order to the serial part. */
interface PacketPipeline extends AutoCloseable {

    /** What receives the packets of a series, one at a time and in order; packets of two series at the same time. */
    @FunctionalInterface
    interface Sink {
        void accept(PacketResult result) throws IOException;
    }

    /** Hands over one packet; waits while too many are in flight. */
    void submit(PacketJob job) throws IOException;

    /** Waits until every packet has come out; throws the first failure. */
    @Override
    void close() throws IOException;

    /** What was measured; complete after {@link #close}. */
    PipelineFigures figures();
}
