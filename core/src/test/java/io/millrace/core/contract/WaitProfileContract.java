package io.millrace.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Burst;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.EntryHeader;
import io.millrace.core.PortCounter;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.Surroundings;
import io.millrace.core.WaitProfile;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How ports wait: what it costs when there is nothing to do, and that none of the ways misses anything. */
public abstract class WaitProfileContract extends DeviceContract {

    private static final int PORTS = 3;
    private static final long LONG = TimeUnit.SECONDS.toNanos(30);
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long BUSY_CPU_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private DomainUnderTest start(WaitProfile profile) {
        return start(DomainConfiguration.credits(16)
                .queue(QueueConfiguration.unordered("u"))
                .ports(PORTS, worker(0).withWaitProfile(profile)));
    }

    private static Thread[] waiters(DomainUnderTest domain, Crew crew) {
        Thread[] waiters = new Thread[PORTS];
        for (int i = 0; i < PORTS; i++) {
            int port = i;
            waiters[i] = crew.start("waiter " + i, () -> {
                assertEquals(0, domain.port(port).dequeue(new Burst(1), LONG));
            });
        }
        return waiters;
    }

    private static void wake(DomainUnderTest domain) {
        for (int port = 0; port < PORTS; port++) {
            domain.port(port).wake();
        }
    }

    private static long cpuNanos(Thread... threads) {
        return Arrays.stream(threads)
                .mapToLong(thread -> THREADS.getThreadCpuTime(thread.getId()))
                .sum();
    }

    /** Idle ports cost no processor: what is measured is time on a core, so a loaded machine does not change it. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SPIN")
    void shouldUseNoProcessorWhileIdle(WaitProfile profile) {
        try (DomainUnderTest domain = start(profile);
                Crew crew = domain.crew()) {
            Thread[] waiters = waiters(domain, crew);
            for (int port = 0; port < PORTS; port++) {
                int parked = port;
                domain.await("port " + port + " parks", () -> domain.domain().counter(parked, PortCounter.PARKED) > 0);
            }
            long before = cpuNanos(waiters);
            long begin = Surroundings.nanoTime();
            domain.await("time passes", () -> Surroundings.nanoTime() - begin > Math.min(IDLE_NANOS, patience()));
            long used = cpuNanos(waiters) - before;
            wake(domain);
            crew.join();
            assertTrue(used < BUSY_CPU_NANOS, "processor time of idle ports: nanos=" + used);
        }
    }

    private static long patience() {
        return DomainUnderTest.patienceNanos() / 2;
    }

    @ParameterizedTest
    @EnumSource(names = "SPIN")
    void shouldKeepACoreAndNeverPark(WaitProfile profile) {
        try (DomainUnderTest domain = start(profile);
                Crew crew = domain.crew()) {
            Thread[] waiters = waiters(domain, crew);
            domain.await("the ports spin", () -> cpuNanos(waiters) > BUSY_CPU_NANOS);
            wake(domain);
            crew.join();
            for (int port = 0; port < PORTS; port++) {
                assertEquals(0, domain.domain().counter(port, PortCounter.PARKED));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldComeBackWhenTheTimeIsOver(WaitProfile profile) {
        try (DomainUnderTest domain = start(profile)) {
            long timeoutNanos = TimeUnit.MILLISECONDS.toNanos(20);
            long begin = Surroundings.nanoTime();
            assertEquals(0, domain.port(0).dequeue(new Burst(1), timeoutNanos));
            assertTrue(Surroundings.nanoTime() - begin >= timeoutNanos, "came back early");
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldComeBackWhenInterrupted(WaitProfile profile) {
        try (DomainUnderTest domain = start(profile);
                Crew crew = domain.crew()) {
            Thread waiter = crew.start("waiter", () -> {
                assertEquals(0, domain.port(0).dequeue(new Burst(1), LONG));
                assertTrue(Thread.interrupted(), "the status stays set");
            });
            waiter.interrupt();
            crew.join();
        }
    }

    /** Single hand-offs to idle ports, each sent when the one before has come: a lost wake-up stops the run. */
    @ParameterizedTest
    @EnumSource
    void shouldHandOverSingleEntriesToIdlePorts(WaitProfile profile) {
        // A hand-off to threads that spin takes as long as the system lets them, if there are more of them than cores.
        int total = Scale.of(profile == WaitProfile.SPIN ? 300 : 5_000);
        AtomicInteger received = new AtomicInteger();
        try (DomainUnderTest domain = start(profile);
                Crew crew = domain.crew()) {
            for (int i = 0; i < PORTS; i++) {
                int port = i;
                crew.start("worker " + i, () -> {
                    Burst burst = new Burst(4);
                    while (received.get() < total && !domain.failed()) {
                        int count = domain.port(port).dequeue(burst, Long.MAX_VALUE);
                        for (int k = 0; k < count; k++) {
                            domain.port(port).release(burst.entry(k));
                            received.incrementAndGet();
                        }
                    }
                });
            }
            crew.start("producer", () -> {
                for (int i = 0; i < total; i++) {
                    int sent = i + 1;
                    domain.accept(EntryHeader.of(0, 0), i);
                    domain.await("hand-off " + i, () -> received.get() == sent);
                }
                wake(domain);
            });
            crew.join();
            assertEquals(total, received.get());
        }
    }
}
