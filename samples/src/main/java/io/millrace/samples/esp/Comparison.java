package io.millrace.samples.esp;

import io.millrace.samples.CommandException;
import io.millrace.samples.capture.CaptureInterface;
import io.millrace.samples.capture.LinkLayer;
import io.millrace.samples.capture.Packet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;

/**
 * Compares the workers to the same code on one thread without an executor, on packets that never leave memory.
 *
 * <p>Runs of both alternate, those of the first seconds are thrown away, and every run must bring the same bytes in the
 * same order. What counts is the median of the ratios of neighbouring runs, which a machine that is slow for a while
 * slows alike. The first seconds are long enough for the JIT compiler to have given its core back.
 */
final class Comparison {
    private static final int PACKET_BYTES = 1420;
    private static final int DISTINCT_PACKETS = 256;
    private static final int PACKETS = 100_000;
    private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int ROUNDS = 31;
    private static final long SEED = 20_201_106;

    private final PipelineLimits limits;
    private final PipelineFactory pipelines;
    private final int count;
    private final int rounds;
    private final long warmUpNanos;
    private final SecurityAssociation association;
    private final List<Packet> packets = new ArrayList<>();
    private long expectedChecksum = -1;

    Comparison(PipelineLimits limits, PipelineFactory pipelines) {
        this(limits, pipelines, PACKETS, ROUNDS, WARM_UP_NANOS);
    }

    Comparison(PipelineLimits limits, PipelineFactory pipelines, int count, int rounds, long warmUpNanos) {
        this.limits = limits;
        this.pipelines = pipelines;
        this.count = count;
        this.rounds = rounds;
        this.warmUpNanos = warmUpNanos;
        Random random = new Random(SEED);
        byte[] key = new byte[16];
        random.nextBytes(key);
        association = new SecurityAssociation(0x1001, key, new byte[] {1, 2, 3, 4}, 0xC0000201, 0xC6336401);
        CaptureInterface raw = new CaptureInterface(0, LinkLayer.RAW.linkType(), 6, 0);
        for (int number = 1; number <= DISTINCT_PACKETS; number++) {
            byte[] packet = new byte[PACKET_BYTES];
            random.nextBytes(packet);
            ByteBuffer.wrap(packet).putChar(0, (char) 0x4500).putChar(2, (char) PACKET_BYTES);
            packets.add(new Packet(number, raw, 0, packet));
        }
    }

    /** Measures and returns the report. */
    String run(boolean json) throws CommandException, IOException {
        double[] alone = new double[rounds];
        double[] together = new double[rounds];
        double[] ratios = new double[rounds];
        long begin = System.nanoTime();
        do {
            measureAlone();
            measure(pipelines);
        } while (System.nanoTime() - begin < warmUpNanos);
        for (int round = 0; round < rounds; round++) {
            alone[round] = measureAlone();
            together[round] = measure(pipelines);
            ratios[round] = together[round] / alone[round];
        }
        double one = median(alone);
        double many = median(together);
        double ratio = median(ratios);
        return json ? json(one, many, ratio) : text(one, many, ratio);
    }

    private double measureAlone() throws CommandException, IOException {
        return measure((series, workers, sink) -> new OneThreadPipeline(series, workers.get(), sink));
    }

    /** Packets a second of one run, whose output is checked. */
    private double measure(PipelineFactory factory) throws CommandException, IOException {
        CRC32C checksum = new CRC32C();
        long[] seen = new long[1];
        PacketPipeline pipeline = factory.create(1, () -> new SealWorker(0), result -> {
            Packet sealed = result.output();
            if (sealed == null || result.order() != seen[0]++) {
                throw new IOException("expected packet " + (seen[0] - 1) + " in its place, found " + result.order());
            }
            checksum.update(sealed.frame());
        });
        long start = System.nanoTime();
        try (pipeline) {
            for (int number = 0; number < count; number++) {
                Packet packet = packets.get(number % DISTINCT_PACKETS);
                pipeline.submit(new PacketJob(number, packet, LinkLayer.RAW, 0, PACKET_BYTES, 0, association));
            }
        }
        long nanos = System.nanoTime() - start;
        boolean differs = expectedChecksum >= 0 && checksum.getValue() != expectedChecksum;
        if (seen[0] != count || differs) {
            throw new IOException("expected " + count + " packets, the same in each run, found " + seen[0]
                    + " with another checksum");
        }
        expectedChecksum = checksum.getValue();
        return count * 1e9 / nanos;
    }

    private String text(double one, double many, double ratio) {
        return String.format(
                Locale.ROOT,
                "one thread, no executor  %,12.0f packets/s%n%-24s %,12.0f packets/s%nratio %.2f  (packets of %d bytes,"
                        + " medians of %d alternating runs of %,d packets, outputs identical)%n",
                one,
                limits.workers() + (limits.workers() == 1 ? " worker" : " workers"),
                many,
                ratio,
                PACKET_BYTES,
                rounds,
                count);
    }

    private String json(double one, double many, double ratio) {
        return String.format(
                Locale.ROOT,
                "{\"command\": \"esp --compare\", \"packetBytes\": %d, \"workers\": %d, \"oneThreadPacketsPerSecond\":"
                        + " %.1f, \"workersPacketsPerSecond\": %.1f, \"ratio\": %.4f}%n",
                PACKET_BYTES,
                limits.workers(),
                one,
                many,
                ratio);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
