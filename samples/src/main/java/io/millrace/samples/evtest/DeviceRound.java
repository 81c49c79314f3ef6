package io.millrace.samples.evtest;

import io.millrace.core.Device;
import io.millrace.core.DomainCounter;
import io.millrace.core.EntryHeader;
import io.millrace.core.PortCounter;
import io.millrace.core.Refusal;
import io.millrace.core.SchedulingDomain;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One round of a soak on a device: a random topology under random mischief, with every check on. */
final class DeviceRound implements Soak.Round {
    /** Long, for machines that others use too: holders finish at once if they are let. */
    private static final long STOP_NANOS = TimeUnit.SECONDS.toNanos(60);

    final DevicePlan plan;
    final SchedulingDomain domain;
    final Crew crew;
    final EntryBook book;

    /** Entries that were detached, in the groups in which they are to be finished. */
    final Queue<List<Held>> detached = new ConcurrentLinkedQueue<>();

    private final long patienceNanos;
    private final AtomicInteger producersLeft;
    private volatile boolean over;
    private boolean isEnding;

    DeviceRound(DevicePlan plan, Device device) {
        this(plan, device, StallWatch.PATIENCE_NANOS);
    }

    DeviceRound(DevicePlan plan, Device device, long patienceNanos) {
        this.plan = plan;
        this.patienceNanos = patienceNanos;
        domain = device.open(plan.topology.configuration());
        crew = new Crew(domain::close);
        book = new EntryBook(plan, crew::fail);
        producersLeft = new AtomicInteger(plan.producers);
    }

    boolean isOver() {
        return over || crew.hasFailed();
    }

    @Override
    public void run(Ticker ticker) throws InterruptedException {
        StallWatch watch = new StallWatch(book::ended, () -> domain.report().toText(), ticker, patienceNanos);
        try (domain) {
            domain.start();
            startThreads();
            try {
                trouble(watch);
            } catch (RuntimeException | Error failure) {
                crew.fail(failure);
            }
            over = true;
            for (int port = 0; port < plan.ports; port++) {
                domain.port(port).wake();
            }
            crew.join(watch);
            crew.requireSuccess();
            verify();
        }
    }

    private void startThreads() {
        for (int port = 0; port < plan.ports; port++) {
            new SoakWorker(this, port, book.sender(port), plan.random.split()).start();
        }
        for (int finisher = 0; finisher < plan.finishers; finisher++) {
            crew.start("soak finisher " + finisher, new Finisher(this, book.sender(plan.ports + finisher))::run);
        }
        for (int i = 0; i < plan.producers; i++) {
            Sender sender = book.sender(plan.ports + plan.finishers + i);
            SoakProducer producer = new SoakProducer(this, i, sender, plan.random.split());
            crew.start("soak producer " + i, () -> {
                producer.run();
                producersLeft.decrementAndGet();
            });
        }
    }

    /** Troubles the round until it has ended, or has been ended in its middle. */
    private void trouble(StallWatch watch) throws InterruptedException {
        Mischief mischief = new Mischief(plan, domain, crew, book);
        long begin = System.nanoTime();
        while (!crew.hasFailed() && !isDone()) {
            mischief.act(producersLeft.get() == 0);
            watch.look();
            if (!isEnding && System.nanoTime() - begin > plan.endNanos) {
                isEnding = true;
                if (endsNow()) {
                    return;
                }
            }
        }
    }

    /** Whether all that was accepted has ended, and no more comes. Ended ones are counted first, since each was counted as accepted before. */
    private boolean isDone() {
        long ended = book.ended();
        return producersLeft.get() == 0 && ended == book.accepted();
    }

    /** Begins the end if the round has one in its middle. Returns whether it is over with that. */
    private boolean endsNow() throws InterruptedException {
        switch (plan.ending) {
            case IDLE -> {}
            case DRAIN -> domain.drain();
            case STOP -> {
                if (!domain.stop(book::flushed, STOP_NANOS) && !crew.hasFailed()) {
                    throw new BrokenPromise(
                            Promise.END,
                            "a stop that found holders:" + System.lineSeparator()
                                    + domain.report().toText());
                }
                return true;
            }
            case CLOSE -> {
                domain.close();
                return true;
            }
        }
        return false;
    }

    @Override
    public long checked(Promise promise) {
        return book.checked(promise);
    }

    // What must hold at the end.

    private void verify() throws InterruptedException {
        if (plan.ending == DevicePlan.Ending.CLOSE && isEnding) {
            return;
        }
        book.requireAllEnded();
        CreditProbe credits = new CreditProbe(domain);
        credits.requireIdle("when all entries had ended");
        requireCounters();
        switch (domain.state()) {
            case STARTED -> credits.requireAll();
            default -> requireRefusal();
        }
        if (!domain.stop(book::flushed, STOP_NANOS)) {
            throw new BrokenPromise(Promise.END, "a domain that does not stop");
        }
        credits.requireIdle("after the stop");
        domain.reset();
        domain.start();
        credits.requireAll();
        book.flusher().check(Promise.CREDITS, 1);
    }

    private void requireRefusal() {
        Refusal refusal = domain.ingress().enqueue(EntryHeader.of(0, 0), "late");
        if (refusal != Refusal.STOPPED) {
            throw new BrokenPromise(
                    Promise.END, "a NEW that was answered with " + refusal + " by a domain that had ended");
        }
    }

    private void requireCounters() {
        requireCounter("new_accepted", domain.counter(DomainCounter.NEW_ACCEPTED), book.accepted());
        requireCounter("released", domain.counter(DomainCounter.RELEASED), book.accepted());
        requireCounter(
                "flushed", domain.counter(DomainCounter.FLUSHED), book.flusher().checked(Promise.ONCE));
        for (int port = 0; port < plan.ports; port++) {
            requireCounter("held of port " + port, domain.counter(port, PortCounter.HELD), 0);
        }
    }

    private static void requireCounter(String counter, long counted, long expected) {
        if (counted != expected) {
            throw new BrokenPromise(
                    Promise.CREDITS, "a counter that is off: " + counter + "=" + counted + ", expected=" + expected);
        }
    }
}
