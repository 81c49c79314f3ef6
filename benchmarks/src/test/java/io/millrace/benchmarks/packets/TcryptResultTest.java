package io.millrace.benchmarks.packets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.benchmarks.measure.Usage;
import io.millrace.benchmarks.ordered.OrderedArms;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class TcryptResultTest {

    private static final String ONE = OrderedArms.ONE_THREAD;

    private final TcryptResult result = new TcryptResult(
            new TcryptCell(TcryptMode.ONE_OUTSTANDING, Direction.ENCRYPT, 64, TcryptLoad.IDLE),
            Map.of(
                    ONE,
                    rounds(1000, 2000, 4000),
                    OrderedArms.MILLRACE,
                    rounds(500, 500, 2000),
                    OrderedArms.PADATA_FORK_JOIN,
                    rounds(9000, 5000, 1),
                    OrderedArms.PADATA_THREAD_POOL,
                    rounds(6000, 6000, 6000)),
            List.of(8.0, 10.0, 13.0));

    /** Rounds of two packets each, with as much processor time as they took, and a sleep for every half microsecond. */
    private static List<TcryptRound> rounds(long... nanos) {
        return LongStream.of(nanos)
                .mapToObj(taken -> new TcryptRound(2, taken, new Usage(taken, taken / 500.0)))
                .toList();
    }

    @Test
    void shouldTakeTheMedianOfTheRounds() {
        assertEquals(1_000_000, result.packetsPerSecond(ONE));
        assertEquals(1000, result.cpuNanosPerPacket(ONE));
        assertEquals(2, result.sleepsPerPacket(ONE));
    }

    @Test
    void shouldCompareNeighbouringRounds() {
        assertEquals(2, result.ratio(OrderedArms.MILLRACE, ONE));
        assertEquals(0.5, result.ratio(ONE, OrderedArms.MILLRACE));
    }

    @Test
    void shouldTellHowFarTheRoundsOfTheCanaryAreApart() {
        assertEquals(50, result.canarySpreadPercent());
    }

    @Test
    void shouldCompareWithTheBetterPort() {
        assertEquals(OrderedArms.PADATA_FORK_JOIN, result.bestPadata());
    }
}
