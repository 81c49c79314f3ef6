package io.millrace.benchmarks.packets;

import io.millrace.benchmarks.ordered.OrderedArms;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * AES-GCM packets, encrypted or decrypted in parallel and taken in order, one producer.
 *
 * <pre>
 *   producer ──▶ 2 workers, each with a cipher ──▶ one consumer at a time, in the order of the producer
 * </pre>
 *
 * <p>The consumer checks that each packet comes in its place, and the end of its output, which is the tag if it was encrypted. Whole
 * outputs are compared between the iterations.
 *
 * <p>Beside the arms of {@link OrderedArms} stands the ceiling, {@value #CEILING}: two threads, each with half of the packets,
 * that know nothing of each other.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class PacketBenchmark {

    /** Two threads, each with half of the packets, that know nothing of each other. */
    public static final String CEILING = "independentThreads";

    private static final int PACKETS = 50_000;

    /** Ours, a peer or the ceiling; the command line chooses all of {@link OrderedArms}, and {@value #CEILING}. */
    @Param(OrderedArms.MILLRACE)
    public String arm = OrderedArms.MILLRACE;

    /** How long the text of a packet is. */
    @Param({"16", "64", "256", "512", "1024", "1420", "4096", "8192", "16384"})
    public int bytes = PacketBuffers.LEAST_BYTES;

    /** What is done with it. */
    @Param({"ENCRYPT", "DECRYPT"})
    public Direction direction = Direction.ENCRYPT;

    /** How many packets may be under way. There are twice as many buffers. */
    @Param("1024")
    public int window;

    private @Nullable PacketArm open;

    /** Makes the packets and opens the arm. */
    @Setup
    public void open() {
        open = PacketArm.open(arm, new PacketBuffers(2 * window, bytes, direction), window, false);
    }

    /** Ends the threads of the arm. */
    @TearDown
    public void close() {
        if (open != null) {
            open.close();
        }
    }

    /** Compares the outputs of the last invocation as a whole. */
    @TearDown(Level.Iteration)
    public void compare() {
        if (open != null) {
            open.requireOutputs(PACKETS);
        }
    }

    /** All packets, once. */
    @Benchmark
    @OperationsPerInvocation(PACKETS)
    public void run() throws Exception {
        if (open != null) {
            open.run(PACKETS);
        }
    }
}
