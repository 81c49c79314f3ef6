package io.millrace.core;

import java.util.List;
import java.util.Objects;

/**
 * An isolated set of queues, ports and credits.
 *
 * <p><b>Lifecycle.</b> See {@link DomainState}. A call that does not fit the state throws {@link IllegalStateException}, except that {@link #drain()},
 * {@link #stop} and {@link #close()} may be repeated, and may come after each other: those that come late change no state.
 *
 * <p><b>Isolation.</b> Domains share nothing: no credits, no wake-ups, no handles. A handle of one domain is refused by another, but for a chance of one in
 * four thousand million or less; whoever mixes handles up will notice.
 *
 * <p><b>Threading.</b> All methods may be called by any thread.
 */
public interface SchedulingDomain extends AutoCloseable {

    /** Returns what the domain was opened with. */
    DomainConfiguration configuration();

    /** Returns where the domain is in its life. */
    DomainState state();

    /** Lets entries in. */
    void start();

    /** Returns the way in for threads that own no port. */
    Ingress ingress();

    /**
     * Returns a port.
     *
     * @throws IndexOutOfBoundsException if there is no such port
     */
    Port port(int id);

    /**
     * Refuses NEW entries from now on. An entry that was accepted counts as in flight for everybody who looks after this call has returned. Wakes the
     * threads that wait for credit.
     */
    void drain();

    /** Returns how many entries are in flight: accepted and their credits not yet returned. Exact while nobody takes or returns credits. */
    int inFlight();

    /**
     * Returns whether no entry is in flight. After {@link #drain()} it becomes true for good, except for the moments in which a NEW that came too late takes a
     * credit and is then refused.
     */
    boolean isIdle();

    /**
     * Takes back the entries of one queue that were not delivered, one callback each, and returns their credits. Entries that follow a held one in an atomic
     * flow are taken as well; entries that left the queue and wait for their turn behind others are not, as their work here is done. May run beside everything
     * else: each entry is either taken or delivered.
     *
     * <p>Before {@link #drain()} it takes what it finds, and may leave some that follow a held one if that has been held through many flushes. After it, it waits for the threads that are in the middle of handing in an accepted entry, so that
     * what is not taken was delivered or belongs to a flow whose holder is about to receive it.
     *
     * @return how many were taken
     * @throws IndexOutOfBoundsException if there is no such queue
     */
    int flush(int queue, FlushCallback callback);

    /**
     * Ends delivery: takes no NEW, flushes every queue until nothing is left that was not delivered, and waits for the holders of the rest. After
     * {@link #close()} it waits for nobody.
     *
     * @param timeoutNanos how long to wait for holders
     * @return true if no entry is in flight any more; false if holders did not finish in time, or the domain was closed meanwhile
     * @throws InterruptedException if the thread is interrupted while it waits; delivery has ended nevertheless
     */
    boolean stop(FlushCallback callback, long timeoutNanos) throws InterruptedException;

    /**
     * Makes a stopped domain as it was when it was opened, so that it can be started again: links are those of the configuration, no wake is pending, and places
     * in flows begin at 0. Configuration, ports and ingress stay, and counters go on. The handles of before are void. Whoever wants another configuration opens
     * another domain.
     *
     * @throws IllegalStateException if the domain is not stopped, a flush or stop is under way, or not everything has come back; then the message says what is
     *     left and where. Nothing has changed
     */
    void reset();

    /**
     * Ends the domain from any state without waiting: what was not delivered is dropped, waiting threads return. Held entries can still be released; what is
     * forwarded after the close goes nowhere.
     */
    @Override
    void close();

    /**
     * Returns the weight of a queue as it is now.
     *
     * @throws IndexOutOfBoundsException if there is no such queue
     */
    int weight(int queue);

    /**
     * Gives a queue another {@linkplain QueueConfiguration#weight() weight}, in any state. Ports see it soon, at different moments. It is the one attribute of a
     * queue that can change: type, flows and window are what its entries rely on.
     *
     * @throws IndexOutOfBoundsException if there is no such queue
     * @throws IllegalArgumentException if the weight is not between 1 and {@link QueueConfiguration#MAX_WEIGHT}; nothing has changed
     * @throws UnsupportedOperationException if the device lacks {@link DeviceCapability#QUEUE_WEIGHTS}
     */
    void weight(int queue, int weight);

    /** Returns a counter of the domain. */
    long counter(DomainCounter counter);

    /**
     * Returns a counter of a port.
     *
     * @throws IndexOutOfBoundsException if there is no such port
     */
    long counter(int port, PortCounter counter);

    /**
     * Returns a counter of a queue, by way of a {@linkplain #report() report}.
     *
     * @throws IndexOutOfBoundsException if there is no such queue
     */
    default long counter(int queue, QueueCounter counter) {
        List<QueueReport> queues = report().queues();
        return queues.get(Objects.checkIndex(queue, queues.size())).value(counter);
    }

    /**
     * Returns what the domain is like now. Changes nothing and waits for nobody, so it can be asked when all threads are stuck in what they do with their
     * entries, in any state. Looks at every credit and every flow that was ever used, which takes about a millisecond for a hundred thousand of them.
     */
    DomainReport report();
}
