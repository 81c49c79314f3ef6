package io.millrace.samples.evtest;

import io.millrace.core.FlushCallback;
import io.millrace.core.PaddedLongs;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Which entries of a round were handed in, and what became of them. */
final class EntryBook {
    private final DevicePlan plan;
    private final Checks checks;
    private final Sender[] senders;
    private final Consumer<Throwable> failing;
    private final PaddedLongs handedIn;
    private final AtomicInteger inFlight = new AtomicInteger();

    /**
     * Creates a book without entries.
     *
     * @param failing told of what fails in a callback of the device, which must not be thrown at
     */
    EntryBook(DevicePlan plan, Consumer<Throwable> failing) {
        this.plan = plan;
        this.failing = failing;
        senders = IntStream.range(0, plan.senders()).mapToObj(Sender::new).toArray(Sender[]::new);
        checks = new Checks(plan.topology, plan.allProducers(), plan.entriesEach, senders.length);
        handedIn = new PaddedLongs(plan.allProducers());
    }

    Checks checks() {
        return checks;
    }

    Sender sender(int id) {
        return senders[id];
    }

    /** Whoever flushes. */
    Sender flusher() {
        return senders[senders.length - 1];
    }

    /** The next entry of a producer, counted as {@link #handingIn} says. */
    Cargo next(int producer) {
        int number = handingIn(producer);
        return new Cargo(producer, number, plan.topology.flowOf(producer, number));
    }

    /** The number of the next entry of a producer, counted from now on as accepted; to be taken back if it is refused. */
    int handingIn(int producer) {
        long number = handedIn.getOpaque(producer);
        handedIn.set(producer, number + 1);
        return (int) number;
    }

    boolean mayHandIn(int producer) {
        return handedIn.getOpaque(producer) < plan.entriesEach;
    }

    void refused(int producer) {
        handedIn.set(producer, handedIn.getOpaque(producer) - 1);
    }

    /** Notes an accepted entry. Late, so it counts no more entries than there are in flight. */
    void accepted(Sender sender) {
        if (plan.gauges) {
            int now = inFlight.incrementAndGet();
            int limit = plan.topology.configuration().creditLimit();
            if (now > limit) {
                throw new BrokenPromise(Promise.CREDITS, "more: inFlight=" + now + ", credits=" + limit);
            }
            sender.check(Promise.CREDITS, 1);
        }
    }

    /** Notes an entry that is about to be released. */
    void releasing(Cargo cargo, Sender sender) {
        countDown();
        checks.releasing(cargo, sender);
    }

    /** Takes held entries that a port lets go of. */
    FlushCallback quiesced(Sender sender) {
        return (header, payload) -> guarded(() -> releasing(Checks.cargo(payload), sender));
    }

    /** Takes entries that were not delivered. */
    void flushed(long header, @Nullable Object payload) {
        guarded(() -> {
            countDown();
            checks.flushed(header, payload, flusher());
        });
    }

    private void countDown() {
        if (plan.gauges) {
            inFlight.decrementAndGet();
        }
    }

    private void guarded(Runnable note) {
        try {
            note.run();
        } catch (BrokenPromise broken) {
            failing.accept(broken);
        }
    }

    long ended() {
        return checked(Promise.ONCE);
    }

    long accepted() {
        return IntStream.range(0, plan.allProducers()).mapToLong(handedIn::get).sum();
    }

    long checked(Promise promise) {
        return Arrays.stream(senders)
                .mapToLong(sender -> sender.checked(promise))
                .sum();
    }

    void requireAllEnded() {
        for (int producer = 0; producer < plan.allProducers(); producer++) {
            checks.requireAllEnded(producer, (int) handedIn.get(producer));
        }
    }
}
