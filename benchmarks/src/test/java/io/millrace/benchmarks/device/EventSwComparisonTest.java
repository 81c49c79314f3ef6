package io.millrace.benchmarks.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.benchmarks.results.Figure;
import io.millrace.core.SchedulingType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class EventSwComparisonTest {

    private final EventSwComparison comparison =
            new EventSwComparison(new DeviceOperation(SchedulingType.ATOMIC, 64, "enter"));

    @Test
    void shouldCompareRoundByRound() {
        add(List.of(10.0, 12.0, 90.0), List.of(24.0, 30.0, 30.0), List.of(6.0, 6.0, 6.0));
        add(List.of(8.0, 10.0, 10.0), List.of(10.0, 15.0, 20.0), List.of(4.0, 4.0, 4.0));
        assertEquals(
                "atomic         64  enter           10.0 ns      50.0 ns      22.0 ns       5.0 ns"
                        + "  2.00 (rounds 1.50 to 2.50)   0.45 (rounds 0.30 to 0.60)   0.45 (rounds 0.40 to 0.50)   met",
                comparison.row());
        assertEquals(
                EventSwComparison.heading().indexOf("event_sw at least"),
                comparison.row().indexOf("met"));
    }

    @Test
    void shouldMeetTheGoalWhenBothTakeAsLong() {
        add(List.of(20.0), List.of(20.0), List.of(5.0));
        assertTrue(comparison.row().contains("  1.00 (rounds 1.00 to 1.00) "), comparison::row);
        assertTrue(comparison.row().endsWith(" met"), comparison::row);
    }

    @Test
    void shouldMissTheGoalWhenEventSwIsFaster() {
        add(List.of(20.0), List.of(19.0), List.of(50.0));
        assertTrue(comparison.row().contains("  0.95 (rounds 0.95 to 0.95) "), comparison::row);
        assertTrue(comparison.row().endsWith(" missed"), comparison::row);
    }

    @Test
    void shouldLeaveOutADeviceWithItsReason() {
        comparison.add(
                List.of(20.0),
                DpdkResult.absent("no such library"),
                Map.of(
                        DpdkDevice.EVENT_SW, DpdkResult.of(List.of(10.0)),
                        DpdkDevice.EVENT_DSW, DpdkResult.absent("no such queues")));
        assertEquals(
                "atomic         64  enter           20.0 ns            -      10.0 ns            -"
                        + "  0.50 (rounds 0.50 to 0.50)   -                            -                            missed",
                comparison.row());
        assertEquals(Set.of("no such queues", "no such library"), comparison.reasons());
        assertEquals(
                List.of("millrace", "event_sw"),
                comparison.figures().stream().map(Figure::arm).toList());
    }

    @Test
    void shouldJudgeNothingWithoutEventSw() {
        comparison.add(
                List.of(20.0),
                DpdkResult.of(List.of(30.0)),
                Map.of(DpdkDevice.EVENT_DSW, DpdkResult.of(List.of(10.0))));
        assertTrue(Double.isNaN(comparison.ratio()));
        assertTrue(comparison.row().endsWith(" -"), comparison::row);
    }

    private void add(List<Double> ours, List<Double> eventSw, List<Double> eventDsw) {
        comparison.add(
                ours,
                DpdkResult.of(List.of(50.0)),
                Map.of(
                        DpdkDevice.EVENT_SW, DpdkResult.of(eventSw),
                        DpdkDevice.EVENT_DSW, DpdkResult.of(eventDsw)));
    }
}
