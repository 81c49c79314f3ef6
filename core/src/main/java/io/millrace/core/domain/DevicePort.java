package io.millrace.core.domain;

import io.millrace.core.Burst;
import io.millrace.core.EntryHeader;
import io.millrace.core.FlushCallback;
import io.millrace.core.LinkConfiguration;
import io.millrace.core.Port;
import io.millrace.core.PortConfiguration;
import io.millrace.core.PortCounter;
import io.millrace.core.PortReport;
import io.millrace.core.Refusal;
import io.millrace.core.Surroundings;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A thread's handle on the domain.
 *
 * <p>It looks for work in this order: the flow it has just worked on (its <em>turn</em>), what it has set aside (its <em>claims</em>), the linked queues by
 * priority, and last the claims and turns of other ports, which it takes back from them. Nothing that lies in claims or turn is held: it can be taken by any
 * linked port until it is delivered.
 */
public final class DevicePort implements Port {

    public static final int DEQUEUE_DEPTH = 128;

    private static final int LOWEST_FIRST_EVERY = 100;

    private final DeviceDomain domain;
    private final int id;
    private final PortConfiguration configuration;
    private final Actor actor;
    private final SetAside aside;
    private final int[] scratch;
    private final long[] delivered = new long[DEQUEUE_DEPTH];
    private final PortCounters counters;
    private final PortWait wait;

    private int most;
    private int deliveredCount;
    private int looks;
    private int first;
    private @Nullable QueueShares shares;
    private boolean isInUse;

    /** Who drives the port. Pairs with {@link #unpark}: written before the port marks itself as asleep. */
    private volatile @Nullable Thread driver;

    private volatile PortLinks links;

    /** The links that the owner looks at; null while the port is at rest. */
    private volatile @Nullable PortLinks noticed;

    DevicePort(DeviceDomain domain, QueueMaker maker, int id, PortConfiguration configuration) {
        this.domain = domain;
        this.id = id;
        this.configuration = configuration;
        actor = maker.actor(domain, id, this);
        aside = new SetAside(domain, id, configuration.claimDepth());
        counters = new PortCounters(domain.configuration().queues().size());
        scratch = new int[DEQUEUE_DEPTH + configuration.claimDepth()];
        links = new PortLinks(configuration.links());
        wait = new PortWait(domain, this, configuration, actor, counters);
    }

    // What the queues ask of a port.

    public SetAside aside() {
        return aside;
    }

    public int[] scratch() {
        return scratch;
    }

    /** Returns how many more entries of a queue go into the burst. */
    public int room(Burst burst, int deliveryDepth) {
        return Math.min(most, deliveryDepth) - burst.count();
    }

    /** Returns how many entries to claim: those that are delivered and those that are set aside. */
    public int claimLimit(Burst burst, int deliveryDepth) {
        return room(burst, deliveryDepth) + configuration.claimDepth() - 1;
    }

    /** Delivers the first of the claimed slots and sets the rest aside, where others can take it back. */
    public void accept(Burst burst, int[] slots, int count, int deliveryDepth) {
        int deliver = Math.min(count, room(burst, deliveryDepth));
        for (int i = 0; i < deliver; i++) {
            deliver(burst, slots[i]);
        }
        if (deliver < count) {
            aside.claim(slots, deliver, count);
        }
    }

    public void deliver(Burst burst, int slot) {
        EntryStore store = domain.store();
        long entry = store.deliver(slot, id);
        long header = store.header(slot);
        burst.deliver(entry, header, EntryStore.place(store.seat(slot)), store.payload(slot));
        delivered[deliveredCount++] = entry;
        counters.delivered(EntryHeader.queue(header));
    }

    // The port as others see it.

    @Override
    public int id() {
        return id;
    }

    long ended() {
        return actor.ended();
    }

    long counter(PortCounter counter) {
        return counters.get(counter);
    }

    long deliveredFrom(int queue) {
        return counters.deliveredFrom(queue);
    }

    void reset() {
        wait.reset();
    }

    PortReport report() {
        boolean waits = domain.doorbell().isWaiting(id);
        return new PortReport(id, driver, waits, counter(PortCounter.HELD), aside.size(), links.all());
    }

    @Override
    public int dequeue(Burst burst, long timeoutNanos) {
        enter();
        try {
            return deliver(burst, timeoutNanos);
        } finally {
            wait.makeUp();
            isInUse = false;
        }
    }

    /**
     * Refuses a second thread. The mark is plain and costs next to nothing, so one that comes at the very same moment may be missed; one that comes while
     * the other waits is not.
     */
    @SuppressWarnings("ReferenceEquality") // A thread is equal to itself alone.
    private void enter() {
        Thread caller = Thread.currentThread();
        Thread other = driver;
        if (other != caller) {
            if (isInUse) {
                throw new IllegalStateException("a port is driven by one thread at a time: port=" + id + ", driver="
                        + other + ", caller=" + caller);
            }
            driver = caller;
        }
        isInUse = true;
    }

    private int deliver(Burst burst, long timeoutNanos) {
        if (configuration.implicitRelease()) {
            releaseUnfinished();
        }
        deliveredCount = 0;
        burst.clear();
        int count = domain.delivers() ? lookOrWait(burst, timeoutNanos) : 0;
        if (count == 0) {
            counters.increment(PortCounter.EMPTY_DEQUEUES);
        }
        return count;
    }

    private int lookOrWait(Burst burst, long timeoutNanos) {
        most = Math.min(burst.capacity(), DEQUEUE_DEPTH);
        if (configuration.holdLimit() != PortConfiguration.NO_LIMIT) {
            most = Math.min(most, configuration.holdLimit() - (int) counters.get(PortCounter.HELD));
            if (most <= 0) {
                actor.flushCredits();
                return 0;
            }
        }
        int count = look(burst);
        if (count == 0) {
            actor.flushCredits();
            if (timeoutNanos > 0) {
                count = wait.await(burst, timeoutNanos);
            }
        }
        return count;
    }

    @Override
    public Refusal enqueue(long header, Object payload) {
        domain.check(header);
        if (domain.isPast(configuration.newEntryThreshold()) && domain.takesNew()) {
            domain.count(Refusal.NEW_ENTRY_THRESHOLD);
            return Refusal.NEW_ENTRY_THRESHOLD;
        }
        return domain.admit(header, payload, actor);
    }

    @Override
    public int enqueue(Burst burst) {
        burst.refusal(Refusal.NONE);
        for (int i = 0; i < burst.count(); i++) {
            switch (burst.operation(i)) {
                case NEW -> burst.refusal(enqueue(burst.header(i), DeviceDomain.payload(burst, i)));
                case FORWARD -> forward(burst.entry(i), burst.header(i), burst.payload(i));
                case RELEASE -> release(burst.entry(i));
            }
            if (!burst.refusal().accepted()) {
                return i;
            }
        }
        return burst.count();
    }

    @Override
    public void forward(long entry, long header, @Nullable Object payload) {
        domain.check(header);
        int slot = held(entry, EntryStore.FINISHING);
        counters.increment(PortCounter.FORWARDED);
        domain.forward(slot, header, payload, actor);
    }

    @Override
    public void release(long entry) {
        int slot = held(entry, EntryStore.FINISHING);
        counters.increment(PortCounter.RELEASED);
        domain.release(slot, actor);
    }

    @Override
    public void detach(long entry) {
        held(entry, EntryStore.DETACHED);
        counters.increment(PortCounter.DETACHED);
    }

    @Override
    public int quiesce(FlushCallback callback) {
        Objects.requireNonNull(callback, "callback");
        enter();
        try {
            int count = letGoOfHeld(callback);
            // Afterwards, since finished flows may have become the turn.
            aside.giveBack();
            deliveredCount = 0;
            noticed = null;
            actor.flushCredits();
            return count;
        } finally {
            wait.makeUp();
            isInUse = false;
        }
    }

    private int letGoOfHeld(FlushCallback callback) {
        EntryStore store = domain.store();
        int count = 0;
        for (int slot = 0; slot < store.capacity(); slot++) {
            if (store.isHeldBy(slot, id)) {
                count++;
                try {
                    callback.flushed(store.header(slot), store.payload(slot));
                } finally {
                    store.state(slot, EntryStore.FINISHING);
                    counters.increment(PortCounter.RELEASED);
                    domain.release(slot, actor);
                }
            }
        }
        return count;
    }

    @Override
    public Refusal fragment(long entry, long header, Object payload) {
        domain.check(header);
        Refusal refusal = domain.fragment(held(entry), header, payload, actor);
        if (refusal.accepted()) {
            counters.increment(PortCounter.FRAGMENTS);
        }
        return refusal;
    }

    private int held(long entry) {
        int slot = domain.store().slotIf(entry, EntryStore.HELD + id);
        if (slot < 0) {
            throw new IllegalStateException(
                    "entry not held by this port, finish each delivered entry once: port=" + id + ", entry=" + entry);
        }
        return slot;
    }

    private int held(long entry, int next) {
        int slot = held(entry);
        domain.store().state(slot, next);
        return slot;
    }

    private void releaseUnfinished() {
        EntryStore store = domain.store();
        for (int i = 0; i < deliveredCount; i++) {
            if (store.slotIf(delivered[i], EntryStore.HELD + id) >= 0) {
                counters.increment(PortCounter.IMPLICITLY_RELEASED);
                release(delivered[i]);
            }
        }
    }

    // Looking for work.

    /** Delivers what there is. Called by the thread of the port. */
    int look(Burst burst) {
        PortLinks looked = links;
        if (looked != noticed) {
            looked = notice();
        }
        long mine = aside.turn().token();
        if (mine != Turn.NONE && aside.turn().take(mine)) {
            return deliverTurn(mine, burst);
        }
        if (deliverClaims(this, burst) > 0) {
            return burst.count();
        }
        boolean lowestFirst = ++looks % LOWEST_FIRST_EVERY == 0;
        int[][] queues = looked.queuesByPriority();
        for (int i = 0; i < queues.length; i++) {
            if (lookAt(queues[lowestFirst ? queues.length - 1 - i : i], burst, lowestFirst) > 0) {
                return burst.count();
            }
        }
        return takeBack(burst);
    }

    /** Says which links this port looks at from now on. */
    private PortLinks notice() {
        PortLinks now;
        do {
            now = links;
            noticed = now;
            // Pairs with Linkage: links are changed there, then it is asked whether this port is at rest.
        } while (now != links);
        // A queue gets nothing later for the time when it was not linked.
        shares = null;
        return now;
    }

    /** Looks at queues of equal rank, beginning with another one each time, or with the one whose share is due. */
    private int lookAt(int[] queues, Burst burst, boolean lowestFirst) {
        int due = queues.length > 1 && domain.weights().differ() ? shares().next(queues) : -1;
        if (due >= 0 && domain.queue(due).deliver(this, burst, lowestFirst) > 0) {
            return burst.count();
        }
        first = first + 1 < queues.length ? first + 1 : 0;
        for (int i = 0, at = first; i < queues.length; i++, at = at + 1 < queues.length ? at + 1 : 0) {
            if (domain.queue(queues[at]).deliver(this, burst, lowestFirst) > 0) {
                return burst.count();
            }
        }
        return 0;
    }

    private QueueShares shares() {
        if (shares == null) {
            shares = new QueueShares(
                    domain, counters, domain.configuration().queues().size());
        }
        return shares;
    }

    private int deliverTurn(long token, Burst burst) {
        return domain.queue(Turn.queue(token)).deliverFlow(Turn.flow(token), this, burst);
    }

    /** Delivers what the owner has set aside, to the owner or to another. */
    private int deliverClaims(DevicePort owner, Burst burst) {
        ClaimRing claims = owner.aside.claims();
        for (; ; ) {
            long token = claims.peek();
            int slot = claims.slot(token);
            if (slot < 0 || !mayHave(owner, slot, burst)) {
                break;
            }
            if (claims.take(token)) {
                deliver(burst, slot);
                if (owner != this) {
                    counters.increment(PortCounter.TAKEN_BACK);
                    break;
                }
            }
        }
        return burst.count();
    }

    private boolean mayHave(DevicePort owner, int slot, Burst burst) {
        DeviceQueue queue = domain.queue(EntryHeader.queue(domain.store().header(slot)));
        return room(burst, queue.deliveryDepth()) > 0
                && (owner == this || queue.linked().contains(id));
    }

    private int takeBack(Burst burst) {
        int ports = domain.portCount();
        for (int i = 1; i < ports; i++) {
            DevicePort other = domain.port((id + i) % ports);
            if (deliverClaims(other, burst) > 0) {
                return burst.count();
            }
            Turn turn = other.aside.turn();
            long token = turn.token();
            if (token != Turn.NONE && domain.queue(Turn.queue(token)).linked().contains(id) && turn.take(token)) {
                counters.increment(PortCounter.TAKEN_BACK);
                return deliverTurn(token, burst);
            }
        }
        return 0;
    }

    // Links.

    PortLinks currentLinks() {
        return links;
    }

    /** Called by {@link Linkage} alone. */
    void setLinks(PortLinks next) {
        links = next;
    }

    /** Returns whether this port looks at its present links, or is at rest and will look at them first. */
    boolean hasNoticedItsLinks() {
        PortLinks seen = noticed;
        return seen == null || seen == links;
    }

    @Override
    public List<LinkConfiguration> links() {
        return links.all();
    }

    @Override
    public void link(LinkConfiguration link) {
        domain.linkage().link(this, link);
    }

    @Override
    public boolean unlink(int queue) {
        return domain.linkage().unlink(this, queue);
    }

    @Override
    public int unlinksInProgress() {
        return domain.linkage().unlinksInProgress(this);
    }

    @Override
    public void wake() {
        wait.wake();
    }

    /** Returns whether enough waits for this port to wake it. Asked by bringers of work when the port sleeps. */
    boolean isWorthWaking() {
        return wait.isWorthWaking();
    }

    /** Returns whether this port looks itself for what its thread has published for the ports of the set. Asked when another one would be woken. */
    boolean putsOff(PortSet linked) {
        return wait.putsOff(linked);
    }

    void unpark() {
        wait.woken();
        Surroundings.unpark(driver);
    }
}
