package io.millrace.core;

import org.jspecify.annotations.Nullable;

/**
 * The way in for threads that own no port.
 *
 * <p><b>Threading.</b> All methods may be called by any number of threads, virtual ones among them.
 *
 * <p><b>Ordering.</b> NEW entries of one thread to one queue and flow keep their order.
 *
 * <p><b>Memory consistency effects.</b> What a thread did before it handed in an entry happens before what the thread does that receives it.
 *
 * <p><b>Backpressure.</b> NEW can be refused and says why; it never blocks.
 */
public interface Ingress {

    /**
     * Hands in one NEW entry.
     *
     * @param header queue, flow, priority and stage, see {@link EntryHeader}
     * @param payload what the receiver gets; the device does not look at it
     * @return {@link Refusal#NONE} if the entry was accepted, otherwise why not
     * @throws IllegalArgumentException if the queue or the flow does not exist
     */
    Refusal enqueue(long header, Object payload);

    /**
     * Hands in the NEW entries of a burst from its first to the first that is refused.
     *
     * @return how many were accepted; {@link Burst#refusal()} says why the rest were not
     * @throws IllegalArgumentException if a queue or flow does not exist, or an entry is not NEW; then no entry was accepted
     */
    int enqueue(Burst burst);

    /**
     * Waits until a credit may have become free. May return early for no reason; the caller tries again.
     *
     * @param timeoutNanos the longest wait
     * @return false if the time is over or the domain takes no more entries
     * @throws InterruptedException if the thread is interrupted
     */
    boolean awaitCredit(long timeoutNanos) throws InterruptedException;

    /**
     * Passes on an entry that was {@linkplain Port#detach(long) detached}.
     *
     * @throws IllegalStateException if the entry is not detached, or was finished already; nothing has changed
     * @throws IllegalArgumentException if the queue or the flow does not exist; nothing has changed
     */
    void forward(long entry, long header, @Nullable Object payload);

    /**
     * Ends an entry that was {@linkplain Port#detach(long) detached}.
     *
     * @throws IllegalStateException if the entry is not detached, or was finished already; nothing has changed
     */
    void release(long entry);
}
