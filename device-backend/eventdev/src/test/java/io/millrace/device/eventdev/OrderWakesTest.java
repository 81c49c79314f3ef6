package io.millrace.device.eventdev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Burst;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.EntryHeader;
import io.millrace.core.Port;
import io.millrace.core.PortConfiguration;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.SchedulingDomain;
import io.millrace.core.Surroundings;
import io.millrace.core.domain.Threads;
import io.millrace.core.driver.DriverDevice;
import io.millrace.core.driver.ModelDriver;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A port that sleeps before a queue is woken when the driver lets something into it that waited for its turn. */
class OrderWakesTest {

    private static final int WORK = 0;
    private static final int SINK = 1;
    private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(40);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldWakeForWhatWaitedBehindAnother(boolean released) throws InterruptedException {
        DomainConfiguration configuration = DomainConfiguration.credits(8)
                .queue(QueueConfiguration.ordered("work", 1, 4))
                .queue(QueueConfiguration.directed("sink"))
                .port(PortConfiguration.linkedTo(WORK).withExplicitRelease())
                .port(PortConfiguration.linkedTo(SINK).withExplicitRelease())
                .build();
        try (SchedulingDomain domain = new DriverDevice("model", ModelDriver.usual()).open(configuration)) {
            domain.start();
            domain.ingress().enqueue(EntryHeader.of(WORK, 0), "first");
            domain.ingress().enqueue(EntryHeader.of(WORK, 0), "second");
            Port worker = domain.port(0);
            Burst burst = new Burst(2);
            assertEquals(2, worker.dequeue(burst, 0));
            worker.forward(burst.entry(1), EntryHeader.of(SINK, 0), "second");
            AtomicInteger arrived = new AtomicInteger();
            Threads threads = new Threads();
            long begin = System.nanoTime();
            Thread sink = threads.start(() -> arrived.set(domain.port(1).dequeue(new Burst(1), LONG_NANOS)));
            while (!Surroundings.isAsleep(sink)) {
                Surroundings.giveWay();
            }
            if (released) {
                worker.release(burst.entry(0));
            } else {
                worker.forward(burst.entry(0), EntryHeader.of(SINK, 0), "first");
            }
            threads.join();
            assertEquals(1, arrived.get());
            assertTrue(System.nanoTime() - begin < LONG_NANOS / 2, "woken, not at the end of its time");
        }
    }
}
