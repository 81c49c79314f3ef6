package io.millrace.benchmarks.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.core.SchedulingType;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EventSwComparisonTest {

    private final EventSwComparison comparison =
            new EventSwComparison(new DeviceOperation(SchedulingType.ATOMIC, 64, "enter"));

    @Test
    void shouldCompareRoundByRound() {
        comparison.add(List.of(10.0, 12.0, 90.0), List.of(24.0, 30.0, 30.0));
        comparison.add(List.of(8.0, 10.0, 10.0), List.of(10.0, 15.0, 20.0));
        assertEquals(
                "atomic         64  enter           10.0 ns      22.0 ns  2.00 (rounds 1.50 to 2.50)   met",
                comparison.row());
    }

    @Test
    void shouldMeetTheGoalWhenBothTakeAsLong() {
        comparison.add(List.of(20.0), List.of(20.0));
        assertEquals(
                "atomic         64  enter           20.0 ns      20.0 ns  1.00 (rounds 1.00 to 1.00)   met",
                comparison.row());
    }

    @Test
    void shouldMissTheGoalWhenEventSwIsFaster() {
        comparison.add(List.of(20.0), List.of(19.0));
        assertEquals(
                "atomic         64  enter           20.0 ns      19.0 ns  0.95 (rounds 0.95 to 0.95)   missed",
                comparison.row());
    }
}
