package io.millrace.testkit;

import io.millrace.core.Surroundings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Has the tasks of a run start as those of another run did, in a simulation or with real threads: a task that is early waits, with its thread, for those that started before it. Tasks
 * that the order does not know start when they may.
 *
 * <p><b>Threading.</b> All methods may be called by any thread. One object is for one run.
 */
public final class SimulatedStarts {

    private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final StartOrder order;
    private final Map<String, Integer> places = new HashMap<>();
    private final AtomicInteger started = new AtomicInteger();
    private final long patienceNanos;

    private SimulatedStarts(StartOrder order, Duration patience) {
        this.order = order;
        patienceNanos = patience.toNanos();
        order.names().forEach(name -> places.put(name, places.size()));
    }

    /** Returns one that follows an order. A task waits for a minute at most, of the time that its thread is in. */
    public static SimulatedStarts following(StartOrder order) {
        return following(order, PATIENCE);
    }

    /**
     * Returns one in which a task waits for so long at most.
     *
     * @throws IllegalArgumentException if that is no time
     */
    public static SimulatedStarts following(StartOrder order, Duration patience) {
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("patience is no time, expected above 0: patience=" + patience);
        }
        return new SimulatedStarts(order, patience);
    }

    /**
     * Returns a task that is {@linkplain Recording#task(String, Runnable) recorded}, and starts when it is its turn.
     *
     * @throws IllegalStateException when it runs, if those before it do not start in time: there are fewer workers than in the run before, or the order is of other code
     */
    public Runnable task(Recording run, String name, Runnable body) {
        Integer place = places.get(name);
        if (place == null) {
            return run.task(name, body);
        }
        Runnable recorded = run.task(name, () -> {
            // Recorded to have started before the next one goes on.
            // Once, however often it runs.
            started.compareAndSet(place, place + 1);
            body.run();
        });
        return () -> {
            awaitTurn(place);
            recorded.run();
        };
    }

    private void awaitTurn(int place) {
        BooleanSupplier isTurn = () -> started.get() >= place;
        try {
            if (!Surroundings.await(isTurn, patienceNanos, nanos -> look(isTurn, nanos))) {
                // Not above the place: nobody has started in this one's place.
                int next = Math.min(place, started.get());
                throw new IllegalStateException(
                        "the order cannot be followed, use as many workers as the run before had: waits="
                                + order.names().get(place) + ", expected first="
                                + order.names().get(next));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "interrupted while it waited to start: name="
                            + order.names().get(place),
                    interrupted);
        }
    }

    /** Looks now and then, as a thread of the system. */
    private boolean look(BooleanSupplier isTurn, long nanos) throws InterruptedException {
        long begin = Surroundings.nanoTime();
        while (!isTurn.getAsBoolean() && Surroundings.nanoTime() - begin < nanos) {
            Surroundings.parkNanos(this, LOOK_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return isTurn.getAsBoolean();
    }
}
