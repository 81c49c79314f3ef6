package io.millrace.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thread's handle on a domain: the place where entries are delivered to it and finished by it.
 *
 * <p><b>Threading.</b> A port is driven by one thread at a time. Ownership may pass to another thread when the two synchronise by other means and the port
 * holds nothing. {@link #wake()} and the calls about links may be made by any thread. A dequeue or quiesce that meets a dequeue of another thread is refused
 * with an {@link IllegalStateException} that names both threads.
 *
 * <p><b>Links.</b> A port gets entries of the queues that are linked to it. Links may change at any time; what is held stays held, and no entry is lost. A queue
 * whose last link is taken away keeps its entries, and takes more, until somebody links it again.
 *
 * <p><b>Holding.</b> A delivered entry is held by the port until it is forwarded, released or detached. Entries that the device has set aside for a port but
 * not delivered are not held: other ports take them back when this one is busy.
 *
 * <p><b>Backpressure.</b> FORWARD and RELEASE are never refused. A worker that gets NEW refused must not wait for credit while it holds entries; it finishes
 * what it holds and dequeues more.
 *
 * <p><b>Memory consistency effects.</b> As for {@link Ingress}; moreover what the holder did before FORWARD happens before what the next holder does, and
 * for atomic flows before what the holder of the next entry of the flow does.
 *
 * <p><b>Failure.</b> A handle that this port does not hold (finished already, another port's, never issued) is a caller's mistake: an
 * {@link IllegalStateException}, and nothing has changed.
 */
public interface Port {

    /** How many fragments an entry may have. */
    int FRAGMENT_LIMIT = 16;

    /** Returns the number of the port. */
    int id();

    /**
     * Delivers entries into {@code burst}, after clearing it. All entries of one delivery that belong to an atomic queue belong to one flow.
     *
     * <p>With implicit release, entries of the previous dequeue that nobody finished are released first.
     *
     * <p>A port that holds as many entries as its {@linkplain PortConfiguration#holdLimit() limit} allows gets nothing and does not wait: it finishes or
     * detaches some first.
     *
     * @param timeoutNanos 0 to look once; otherwise the longest wait, {@link Long#MAX_VALUE} for no limit
     * @return how many were delivered; 0 when the time is over, at the limit of held entries, after {@link #wake()}, when the thread is interrupted (the status stays set), or when the
     *     domain has ended
     */
    int dequeue(Burst burst, long timeoutNanos);

    /** Hands in one NEW entry, as {@link Ingress#enqueue(long, Object)} does, and subject to the threshold of the port. */
    Refusal enqueue(long header, Object payload);

    /**
     * Does what is asked for each entry of a burst, in turn, up to the first NEW that is refused.
     *
     * @return how many were done; {@link Burst#refusal()} says why the rest were not
     * @throws IllegalStateException if an entry is not held by this port: those before it are done, it and those behind it are not
     * @throws IllegalArgumentException if a queue or flow does not exist: likewise
     */
    int enqueue(Burst burst);

    /**
     * Passes a held entry on to a queue.
     *
     * @throws IllegalArgumentException if the queue or the flow does not exist; the entry is still held
     */
    void forward(long entry, long header, @Nullable Object payload);

    /** Ends a held entry. */
    void release(long entry);

    /**
     * Hands in one more entry in the place of a held ordered one, so that one becomes many and the order holds: when the turn of the held entry has come, its
     * fragments go where their headers say, in the order in which they were handed in, and after them the entry itself, if it is forwarded. Until then nobody
     * gets them, and no flush finds them.
     *
     * <p>A fragment takes a credit of its own, and can be refused for want of one; the thresholds of ports are not for fragments. It is accepted as long as the
     * domain delivers, also while it drains. A worker that waited for credit while it holds an entry might wait for what only it can give back: leave
     * credits free for fragments by a threshold for NEW.
     *
     * @return {@link Refusal#NONE} if the fragment was accepted, otherwise why not
     * @throws IllegalArgumentException if the queue or the flow does not exist
     * @throws IllegalStateException if the entry is not held by this port, did not come from an ordered queue, or has {@value #FRAGMENT_LIMIT} fragments
     * @throws UnsupportedOperationException if the device lacks {@link DeviceCapability#FRAGMENTS}
     */
    Refusal fragment(long entry, long header, Object payload);

    /**
     * Gives up the holding of an entry without finishing it. From now on any one thread may finish it through the {@link Ingress}; until then its credit, its
     * place in an ordered flow and its hold on an atomic flow stay taken.
     */
    void detach(long entry);

    /**
     * Makes the dequeue that waits now, or else the next one that has to wait, return. A dequeue that looks once, or that finds something at once, does not use
     * it up; several before one wait count as one.
     */
    void wake();

    /** Returns the links of this port as they are now. */
    List<LinkConfiguration> links();

    /**
     * Links a queue to this port, or gives the link that there is another priority. If entries wait there and the port sleeps in a dequeue, it wakes for them.
     *
     * @throws ConfigurationException if a domain with this link could not be opened, or the device lacks {@link DeviceCapability#RUNTIME_LINKS}; nothing has
     *     changed. A directed queue has one link at most, so its old one is taken away first
     */
    void link(LinkConfiguration link);

    /**
     * Takes a link away. What was set aside for the port is there for the others at once. The port gets nothing more of the queue from its next look on;
     * {@link #unlinksInProgress()} tells when that is so and nothing is held any more. The queue may be linked again at once.
     *
     * @return whether the queue was linked
     * @throws IndexOutOfBoundsException if there is no such queue
     * @throws ConfigurationException if the device lacks {@link DeviceCapability#RUNTIME_LINKS}
     */
    boolean unlink(int queue);

    /**
     * Returns how many unlinked queues this port is not done with: it holds entries of them, or has not looked for work since. A port that waits in a dequeue
     * looks at once, one that has not dequeued yet or is quiesced need not. Once a queue is done with, what the holder did before it finished the entries happens
     * before what a port does that is linked to the queue afterwards.
     */
    int unlinksInProgress();

    /**
     * Lets go of everything before the thread leaves the port: each held entry is handed to the callback once, in no particular order, and released; what
     * was set aside is there for the others. Links stay. The next dequeue, by whichever thread, begins anew.
     *
     * @return how many entries were handed to the callback
     */
    int quiesce(FlushCallback callback);
}
