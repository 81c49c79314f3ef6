package io.millrace.device.software;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.millrace.core.Burst;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.EntryHeader;
import io.millrace.core.Port;
import io.millrace.core.PortConfiguration;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.SchedulingDomain;
import io.millrace.core.SchedulingType;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Once every flow has been used, an entry costs no memory. */
class SteadyStateTest {

    private static final int CREDITS = 256;
    private static final int TOGETHER = 64;
    private static final int WARM_UP = 8_000;
    private static final int ROUNDS = 8_000;
    private static final Object PAYLOAD = "payload";
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Burst burst = new Burst(16);
    private int nextFlow;

    @ParameterizedTest
    @CsvSource({
        "UNORDERED, 1",
        "DIRECTED, 1",
        "ATOMIC, 1",
        "ATOMIC, 64",
        "ATOMIC, 10000",
        "ORDERED, 1",
        "ORDERED, 64",
        "ORDERED, 10000"
    })
    void shouldAllocateNothingForAnEntry(SchedulingType type, int flows) {
        DomainConfiguration configuration = DomainConfiguration.credits(CREDITS)
                .queue(queue(type, flows))
                .port(PortConfiguration.linkedTo(0).withExplicitRelease())
                .build();
        try (SchedulingDomain domain = new SoftwareDevice().open(configuration)) {
            domain.start();
            Port port = domain.port(0);
            for (int i = 0; i < WARM_UP; i++) {
                round(domain, port, flows);
            }
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < ROUNDS; i++) {
                round(domain, port, flows);
            }
            long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
            assertTrue(bytes < ROUNDS, () -> "bytes for " + ROUNDS * TOGETHER + " entries: " + bytes);
        }
    }

    /** Entries come in, are forwarded once, and leave. */
    private void round(SchedulingDomain domain, Port port, int flows) {
        for (int i = 0; i < TOGETHER; i++) {
            assertTrue(domain.ingress()
                    .enqueue(EntryHeader.of(0, nextFlow), PAYLOAD)
                    .accepted());
            nextFlow = nextFlow + 1 < flows ? nextFlow + 1 : 0;
        }
        int left = TOGETHER;
        while (left > 0) {
            assertTrue(port.dequeue(burst, 0) > 0);
            for (int i = 0; i < burst.count(); i++) {
                long header = burst.header(i);
                if (EntryHeader.stage(header) == 0) {
                    port.forward(burst.entry(i), EntryHeader.withStage(header, 1), burst.payload(i));
                } else {
                    port.release(burst.entry(i));
                    left--;
                }
            }
        }
        assertEquals(0, left);
    }

    private static QueueConfiguration queue(SchedulingType type, int flows) {
        return switch (type) {
            case UNORDERED -> QueueConfiguration.unordered("unordered");
            case DIRECTED -> QueueConfiguration.directed("directed");
            case ATOMIC -> QueueConfiguration.atomic("atomic", flows);
            case ORDERED -> QueueConfiguration.ordered("ordered", flows, CREDITS / 2);
        };
    }
}
