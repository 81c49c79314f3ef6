package io.millrace.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Alert;
import io.millrace.core.DeviceCapability;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.DomainWatchdog;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.StalledFlow;
import io.millrace.core.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a watchdog notices in the domains of a device, by a clock that the test moves on. */
public abstract class WatchdogContract extends DeviceContract {

    private static final int WORK = 0;
    private static final int SINK = 1;
    private static final long LIMIT = TimeUnit.HOURS.toNanos(1);

    private final AtomicLong ahead = new AtomicLong();
    private final List<Alert> alerts = new ArrayList<>();

    private DomainUnderTest ordered() {
        return start(DomainConfiguration.credits(32)
                .queue(QueueConfiguration.ordered("work", 4, 16))
                .queue(QueueConfiguration.atomic("sink", 4))
                .ports(2, worker(WORK).withClaimDepth(1))
                .port(worker(SINK))
                .clock(() -> Surroundings.nanoTime() + ahead.get()));
    }

    private DomainWatchdog watch(DomainUnderTest domain) {
        return new DomainWatchdog(domain.domain(), LIMIT, alerts::add);
    }

    /** Checks, lets the limit pass, and checks again. */
    private void pass(DomainWatchdog watchdog) {
        watchdog.check();
        ahead.addAndGet(LIMIT);
        watchdog.check();
    }

    private <T extends Alert> T only(Class<T> kind) {
        assertEquals(1, alerts.size(), alerts::toString);
        T alert = assertInstanceOf(kind, alerts.get(0));
        assertTrue(alert.nanos() >= LIMIT, alert.message());
        alerts.clear();
        return alert;
    }

    @Test
    void shouldAlertOnceUntilAStuckPortIsServedAgain() {
        try (DomainUnderTest domain = ordered()) {
            DomainWatchdog watchdog = watch(domain);
            domain.acceptNumbers(WORK, 0, 3);
            Delivered stuck = domain.take(1);
            watchdog.check();
            ahead.addAndGet(LIMIT / 2);
            watchdog.check();
            assertEquals(List.of(), alerts);
            ahead.addAndGet(LIMIT / 2);
            watchdog.check();
            Alert.PortStuck alert = only(Alert.PortStuck.class);
            assertEquals(1, alert.port().id());
            assertEquals(1, alert.port().held());
            assertSame(Thread.currentThread(), alert.thread());
            assertTrue(alert.message()
                    .contains("port=1, thread=" + Thread.currentThread().getName()));
            pass(watchdog);
            assertEquals(List.of(), alerts, "one alert until it is served again");
            Delivered next = domain.take(1);
            stuck.release();
            pass(watchdog);
            assertEquals(1, only(Alert.PortStuck.class).port().id());
            next.release();
            pass(watchdog);
            assertEquals(List.of(), alerts);
        }
    }

    @Test
    void shouldNotAlertForPortsThatMove() {
        try (DomainUnderTest domain = ordered()) {
            DomainWatchdog watchdog = watch(domain);
            domain.acceptNumbers(WORK, 0, 1);
            Delivered held = domain.take(0);
            for (int i = 0; i < 3; i++) {
                domain.assertNothingFor(0);
                watchdog.check();
                ahead.addAndGet(LIMIT);
            }
            held.release();
            domain.acceptNumbers(WORK, 0, 3);
            for (int i = 0; i < 3; i++) {
                Delivered entry = domain.take(0);
                pass(watchdog);
                entry.release();
                assertEquals(0, only(Alert.PortStuck.class).port().id(), "a new case each time");
            }
        }
    }

    /** A thread that waits for work is not stuck, whatever its port holds; nor is a port that holds nothing. */
    @Test
    void shouldNotAlertForPortsThatWait() throws InterruptedException {
        try (DomainUnderTest domain = ordered();
                Crew crew = domain.crew()) {
            DomainWatchdog watchdog = watch(domain);
            domain.acceptNumbers(WORK, 0, 1);
            Delivered held = domain.take(0);
            Thread waiter = crew.start("waiter", () -> domain.takeSome(0, 1, Long.MAX_VALUE));
            domain.awaitBlocked(waiter);
            pass(watchdog);
            assertEquals(List.of(), alerts);
            domain.port(0).wake();
            crew.join();
            held.release();
        }
    }

    /** Never finishes number 5 of 10. */
    @Test
    void shouldNameTheEntryThatOthersWaitFor() {
        try (DomainUnderTest domain = ordered()) {
            DomainWatchdog watchdog = watch(domain);
            domain.acceptNumbers(WORK, 3, 10);
            List<Delivered> entries = new ArrayList<>(domain.take(0, 5));
            Delivered forgotten = domain.take(1);
            entries.addAll(domain.take(0, 4));
            entries.forEach(entry -> entry.forwardTo(SINK));
            domain.take(2, 5).forEach(Delivered::release);
            watchdog.check();
            ahead.addAndGet(LIMIT);
            domain.assertNothingFor(1);
            watchdog.check();
            Alert.HeadUnfinished alert = only(Alert.HeadUnfinished.class);
            assertEquals(new StalledFlow(WORK, 3, 5, StalledFlow.Head.HELD, 1, 4), alert.flow());
            assertSame(Thread.currentThread(), alert.thread());
            assertTrue(alert.message().contains("queue=work, flow=3, sequenceNumber=5, head=HELD, port=1"));
            domain.assertNothingFor(1);
            pass(watchdog);
            assertEquals(1, only(Alert.PortStuck.class).port().id(), "no second alert for the head");
            forgotten.forwardTo(SINK);
            pass(watchdog);
            assertEquals(List.of(), alerts);
            domain.take(2, 5).forEach(Delivered::release);
        }
    }

    @Test
    void shouldNameADetachedHead() {
        require(DeviceCapability.DETACH);
        try (DomainUnderTest domain = ordered()) {
            DomainWatchdog watchdog = watch(domain);
            domain.acceptNumbers(WORK, 0, 2);
            Delivered forgotten = domain.take(0).detach();
            domain.take(0).release();
            pass(watchdog);
            Alert.HeadUnfinished alert = only(Alert.HeadUnfinished.class);
            assertEquals(new StalledFlow(WORK, 0, 0, StalledFlow.Head.DETACHED, StalledFlow.NO_PORT, 1), alert.flow());
            assertNull(alert.thread());
            domain.ingress().release(forgotten.entry());
        }
    }

    @Test
    void shouldTellTheRestWhenTheListenerThrows() {
        List<Throwable> uncaught = new ArrayList<>();
        try (DomainUnderTest domain = ordered();
                Crew crew = domain.crew()) {
            domain.acceptNumbers(WORK, 0, 3);
            domain.take(0);
            domain.take(1);
            domain.take(1).release();
            DomainWatchdog watchdog = new DomainWatchdog(domain.domain(), LIMIT, alert -> {
                alerts.add(alert);
                throw new IllegalStateException("listener");
            });
            Thread checker = crew.start("checker", () -> {
                Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> {
                    uncaught.add(failure);
                    throw new IllegalStateException("handler");
                });
                pass(watchdog);
                pass(watchdog);
            });
            crew.join();
            assertEquals(Thread.State.TERMINATED, checker.getState());
            assertEquals(3, alerts.size(), alerts::toString);
            assertEquals(3, uncaught.size(), uncaught::toString);
        }
    }

    @Test
    void shouldRefuseALimitOfNothing() {
        try (DomainUnderTest domain = ordered()) {
            assertThrows(IllegalArgumentException.class, () -> new DomainWatchdog(domain.domain(), 0, alerts::add));
        }
    }
}
