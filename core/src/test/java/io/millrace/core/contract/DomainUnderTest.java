package io.millrace.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Burst;
import io.millrace.core.DomainState;
import io.millrace.core.EntryHeader;
import io.millrace.core.Ingress;
import io.millrace.core.Port;
import io.millrace.core.Refusal;
import io.millrace.core.SchedulingDomain;
import io.millrace.core.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A domain with the steps of which tests consist. Closing it ends the domain in the orderly way and checks that every credit came
 * back, whatever the test was about.
 */
final class DomainUnderTest implements AutoCloseable {

    private final SchedulingDomain domain;
    private final Watchdog watchdog;
    private final Queue<Delivered> taken = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    DomainUnderTest(SchedulingDomain domain) {
        this.domain = domain;
        Thread test = Thread.currentThread();
        this.watchdog = new Watchdog(test.getName(), () -> {
            fail(new AssertionError("time is over: seconds=" + Watchdog.limitSeconds()));
            test.interrupt();
        });
    }

    /** Returns how long anything that should happen may take. */
    static long patienceNanos() {
        return TimeUnit.MILLISECONDS.toNanos(Long.getLong("millrace.patience.millis", 5000));
    }

    SchedulingDomain domain() {
        return domain;
    }

    Ingress ingress() {
        return domain.ingress();
    }

    Port port(int id) {
        return domain.port(id);
    }

    DomainUnderTest started() {
        domain.start();
        return this;
    }

    /** Hands in a NEW entry that must be accepted. */
    void accept(int queue, int flow, Object payload) {
        accept(EntryHeader.of(queue, flow), payload);
    }

    void accept(long header, Object payload) {
        assertEquals(Refusal.NONE, ingress().enqueue(header, payload), "a NEW entry for which there is room");
    }

    /** Hands in the numbers from 0 to {@code count - 1} as NEW entries of one flow. */
    void acceptNumbers(int queue, int flow, int count) {
        for (int i = 0; i < count; i++) {
            accept(queue, flow, i);
        }
    }

    Refusal offer(int queue, int flow) {
        return ingress().enqueue(EntryHeader.of(queue, flow), "offered");
    }

    /** Hands in a NEW entry, waiting for credit or window, from any thread. */
    void insist(long header, Object payload) throws InterruptedException {
        Refusal refusal = ingress().enqueue(header, payload);
        while (!refusal.accepted()) {
            assertTrue(refusal == Refusal.NO_CREDIT || refusal == Refusal.REORDER_WINDOW, "refused: " + refusal);
            throwFailure();
            if (refusal == Refusal.REORDER_WINDOW) {
                Surroundings.spinWait();
            } else {
                ingress().awaitCredit(TimeUnit.MILLISECONDS.toNanos(100));
            }
            refusal = ingress().enqueue(header, payload);
        }
    }

    /** Takes the next entry of a port, for which it waits. */
    Delivered take(int port) {
        return take(port, 1).get(0);
    }

    /** Takes so many entries of a port. */
    List<Delivered> take(int port, int count) {
        List<Delivered> entries = new ArrayList<>();
        while (entries.size() < count) {
            List<Delivered> some = takeSome(port, count - entries.size(), patienceNanos());
            assertFalse(some.isEmpty(), "entries due at port " + port + ": expected=" + count + ", got=" + entries);
            entries.addAll(some);
        }
        return entries;
    }

    /** Takes what one dequeue gives. */
    List<Delivered> takeSome(int port, int limit, long timeoutNanos) {
        Burst burst = new Burst(limit);
        int count = port(port).dequeue(burst, timeoutNanos);
        assertEquals(count, burst.count(), "the count that dequeue returns is that of the burst");
        List<Delivered> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(new Delivered(
                    port(port), burst.entry(i), burst.header(i), burst.sequenceNumber(i), burst.payload(i)));
        }
        taken.addAll(entries);
        return entries;
    }

    /** Takes numbers from a port and releases them, until {@code count} have come. */
    List<Integer> takeNumbers(int port, int count) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Delivered entry = take(port);
            numbers.add(entry.number());
            entry.release();
        }
        return numbers;
    }

    void assertNothingFor(int port) {
        Burst burst = new Burst(1);
        int count = port(port).dequeue(burst, 0);
        assertEquals(0, count, () -> "nothing is due at port " + port + ", but there came " + burst.payload(0));
    }

    void assertInFlight(int expected) {
        assertEquals(expected, domain.inFlight(), "entries in flight");
    }

    /** Waits, yielding, until something holds that other threads bring about. */
    void await(String what, BooleanSupplier condition) {
        long start = Surroundings.nanoTime();
        while (!condition.getAsBoolean()) {
            throwFailure();
            if (Surroundings.nanoTime() - start > patienceNanos()) {
                throw new AssertionError("did not happen: " + what);
            }
            Surroundings.giveWay();
        }
    }

    /** Waits until a thread waits for something. */
    void awaitBlocked(Thread thread) {
        await(thread + " waits", () -> Surroundings.isAsleep(thread));
    }

    /** Returns threads that fail this domain if they fail. */
    Crew crew() {
        return new Crew(this);
    }

    /** Runs a body with the numbers 0 to {@code threads - 1} in as many threads and waits for them. */
    void inThreads(int threads, IntConsumer body) {
        try (Crew crew = crew()) {
            for (int i = 0; i < threads; i++) {
                int number = i;
                crew.start("thread " + i, () -> body.accept(number));
            }
            crew.join();
        }
    }

    /** Records a failure and ends the domain, so that waiting threads return. */
    void fail(Throwable cause) {
        failure.compareAndSet(null, cause);
        domain.close();
    }

    boolean failed() {
        return failure.get() != null;
    }

    void throwFailure() {
        Throwable cause = failure.get();
        if (cause != null) {
            throw new AssertionError("failed in another thread: " + cause, cause);
        }
    }

    /** Finishes what the test took and left, ends the domain, and checks the credits. */
    @Override
    public void close() {
        try {
            throwFailure();
            if (domain.state() == DomainState.OPEN || domain.state() == DomainState.CLOSED) {
                return;
            }
            releaseLeftovers();
            assertTrue(domain.stop((header, payload) -> {}, patienceNanos()), "stop finds no holder");
            CreditChecker.requireConserved(domain);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while the domain was stopped", interrupted);
        } finally {
            watchdog.close();
            domain.close();
            assertEquals(DomainState.CLOSED, domain.state(), "state after close");
            if (watchdog.barked()) {
                Thread.interrupted();
                throwFailure();
            }
        }
    }

    private void releaseLeftovers() {
        for (Delivered entry : taken) {
            try {
                entry.release();
            } catch (IllegalStateException finishedByTheTest) {
                continue;
            }
        }
        taken.clear();
    }
}
