package io.millrace.benchmarks.packets;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.benchmarks.ordered.OrderedArms;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The benchmark runs every arm, the ceiling too, and its checks are those of {@link PacketsTest}. */
final class PacketBenchmarkTest {

    @TestFactory
    Stream<DynamicTest> shouldRunEveryArm() {
        return Stream.of(OrderedArms.ONE_THREAD, OrderedArms.MILLRACE, PacketBenchmark.CEILING)
                .map(arm -> DynamicTest.dynamicTest(arm, () -> {
                    PacketBenchmark benchmark = opened(arm);
                    benchmark.run();
                    benchmark.compare();
                    benchmark.close();
                }));
    }

    @Test
    void shouldCompareOutputsBetweenIterations() {
        PacketBenchmark benchmark = opened(OrderedArms.ONE_THREAD);
        assertThrows(IllegalStateException.class, benchmark::compare, "nothing was worked on");
        benchmark.close();
    }

    private static PacketBenchmark opened(String arm) {
        PacketBenchmark benchmark = new PacketBenchmark();
        benchmark.arm = arm;
        benchmark.bytes = 64;
        benchmark.direction = Direction.DECRYPT;
        benchmark.window = 64;
        benchmark.open();
        return benchmark;
    }
}
