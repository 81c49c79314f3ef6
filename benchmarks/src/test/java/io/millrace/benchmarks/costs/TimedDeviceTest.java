package io.millrace.benchmarks.costs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Burst;
import io.millrace.core.Devices;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.EntryHeader;
import io.millrace.core.Port;
import io.millrace.core.PortConfiguration;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.SchedulingDomain;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each call is charged to what it is for. A call ends one lap of its own. */
final class TimedDeviceTest {

    private static final long HEADER = EntryHeader.of(0, 0);

    private final Timesheets sheets = new Timesheets();
    private final Burst burst = new Burst(4);
    private final SchedulingDomain domain = new TimedDevice(Devices.find("software"), sheets)
            .open(DomainConfiguration.credits(16)
                    .queue(QueueConfiguration.ordered("ordered", 1, 8))
                    .port(PortConfiguration.linkedTo(0).withExplicitRelease())
                    .build());
    private final Port port = domain.port(0);

    @BeforeEach
    void start() {
        domain.start();
    }

    @AfterEach
    void close() {
        domain.close();
    }

    @Test
    void shouldChargeWhatComesInToScheduling() {
        domain.ingress().enqueue(HEADER, 1);
        port.enqueue(HEADER, 2);
        burst.add(HEADER, 3);
        domain.ingress().enqueue(burst);
        port.enqueue(burst);
        assertLaps(4, 0, 0);
    }

    @Test
    void shouldChargeADeliveryToSchedulingAndFinishingToReordering() {
        domain.ingress().enqueue(HEADER, 1);
        assertEquals(1, port.dequeue(burst, 0));
        port.fragment(burst.entry(0), HEADER, 2);
        port.forward(burst.entry(0), HEADER, 3);
        assertEquals(2, port.dequeue(burst, 0));
        port.release(burst.entry(0));
        port.detach(burst.entry(1));
        domain.ingress().forward(burst.entry(1), HEADER, 4);
        assertEquals(1, port.dequeue(burst, 0));
        port.detach(burst.entry(0));
        domain.ingress().release(burst.entry(0));
        assertLaps(4, 5, 0);
        assertTrue(domain.isIdle());
    }

    @Test
    void shouldChargeALookThatFindsNothingToWaiting() {
        assertEquals(0, port.dequeue(burst, 0));
        assertLaps(0, 0, 1);
    }

    @Test
    void shouldChargeAWaitToWaiting() {
        long nanos = TimeUnit.MILLISECONDS.toNanos(2);
        assertEquals(0, port.dequeue(burst, nanos));
        domain.ingress().enqueue(HEADER, 1);
        assertEquals(1, port.dequeue(burst, nanos));
        assertLaps(1, 0, 2);
        assertTrue(sheets.ofThisThread().nanos(Activity.WAITING) >= nanos);
    }

    @Test
    void shouldGoOnWithWhatWasBegunBeforeACall() {
        try (Timesheet doing = sheets.begin(Activity.TASK)) {
            domain.ingress().enqueue(HEADER, 1);
            assertThrows(IllegalStateException.class, () -> port.release(1));
            assertEquals(2, doing.laps(Activity.TASK));
        }
        assertLaps(1, 1, 0);
        assertEquals(3, sheets.ofThisThread().laps(Activity.TASK));
    }

    private void assertLaps(long schedule, long reorder, long waiting) {
        Timesheet sheet = sheets.ofThisThread();
        assertEquals(schedule, sheet.laps(Activity.SCHEDULE), "schedule");
        assertEquals(reorder, sheet.laps(Activity.REORDER), "reorder");
        assertEquals(waiting, sheet.laps(Activity.WAITING), "waiting");
    }
}
