package io.millrace.device.software;

import io.millrace.core.Burst;
import io.millrace.core.EntryHeader;
import io.millrace.core.EntryPriority;
import io.millrace.core.LinkConfiguration;
import io.millrace.core.PaddedLongs;
import io.millrace.core.Port;
import io.millrace.core.PortConfiguration;
import io.millrace.core.PortCounter;
import io.millrace.core.PortReport;
import io.millrace.core.Refusal;
import io.millrace.core.WaitProfile;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A thread's handle on the domain.
 *
 * <p>It looks for work in this order: the flow it has just worked on (its <em>turn</em>), what it has set aside (its <em>claims</em>), the linked queues by
 * priority, and last the claims and turns of other ports, which it takes back from them. Nothing that lies in claims or turn is held: it can be taken by any
 * linked port until it is delivered.
 */
final class SoftwarePort implements Port {

    static final int DEQUEUE_DEPTH = 128;

    private static final long TURN_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final int TURN_STRIDE = 4;
    private static final int LOWEST_FIRST_EVERY = 100;
    private static final int SEARCHES = 24;
    private static final int PAUSES = 8;

    private final SoftwareDomain domain;
    private final int id;
    private final PortConfiguration configuration;
    private final Actor actor;
    private final int[][] queuesByPriority;
    private final ClaimRing claims;
    private final PaddedLongs turn = new PaddedLongs(1);
    private final int[] scratch;
    private final long[] delivered = new long[DEQUEUE_DEPTH];
    private final PortCounters counters;

    private int most;
    private int deliveredCount;
    private int looks;
    private int first;
    private @Nullable QueueShares shares;
    private long turnToken;
    private long turnBegan;
    private int turnLength;
    private volatile @Nullable Thread driver;
    private volatile boolean wakeRequested;

    SoftwarePort(SoftwareDomain domain, int id, PortConfiguration configuration, int stripe) {
        this.domain = domain;
        this.id = id;
        this.configuration = configuration;
        actor = new Actor(domain, stripe, this);
        claims = new ClaimRing(configuration.claimDepth());
        counters = new PortCounters(domain.configuration().queues().size());
        scratch = new int[DEQUEUE_DEPTH + configuration.claimDepth()];
        queuesByPriority = IntStream.range(0, EntryPriority.LEVELS)
                .mapToObj(priority -> configuration.links().stream()
                        .filter(link -> link.priority() == priority)
                        .mapToInt(LinkConfiguration::queue)
                        .toArray())
                .filter(queues -> queues.length > 0)
                .toArray(int[][]::new);
    }

    // What the queues ask of a port.

    int[] scratch() {
        return scratch;
    }

    /** Returns how many more entries of a queue go into the burst. */
    int room(Burst burst, int deliveryDepth) {
        return Math.min(most, deliveryDepth) - burst.count();
    }

    /** Returns how many entries to claim: those that are delivered and those that are set aside. */
    int claimLimit(Burst burst, int deliveryDepth) {
        return room(burst, deliveryDepth) + configuration.claimDepth() - 1;
    }

    /** Delivers the first of the claimed slots and sets the rest aside, where others can take it back. */
    void accept(Burst burst, int[] slots, int count, int deliveryDepth) {
        int deliver = Math.min(count, room(burst, deliveryDepth));
        for (int i = 0; i < deliver; i++) {
            deliver(burst, slots[i]);
        }
        if (deliver < count) {
            // All records at once: their lines come from another core, and there is nothing here that waits for each.
            for (int i = deliver; i < count; i++) {
                domain.store().state(slots[i], EntryStore.CLAIMED);
            }
            claims.fill(slots, deliver, count);
        }
    }

    void deliver(Burst burst, int slot) {
        EntryStore store = domain.store();
        long entry = store.deliver(slot, id);
        long header = store.header(slot);
        burst.deliver(entry, header, store.place(slot), store.payload(slot));
        delivered[deliveredCount++] = entry;
        counters.delivered(EntryHeader.queue(header));
    }

    /** Takes a ready flow as the turn of this port, if it may have it and has none. */
    boolean keepTurn(int queue, int flow) {
        long token = 1L << (32 + 12) | (long) queue << 32 | flow;
        if (turn.getOpaque(0) != 0 || !domain.queue(queue).linked().contains(id) || isTurnOver(token)) {
            return false;
        }
        // Volatile, since the queue looks at the doorbell next: pairs with a port that marks itself asleep and then
        // looks here.
        turn.set(0, token);
        return true;
    }

    private boolean isTurnOver(long token) {
        if (token != turnToken) {
            turnToken = token;
            turnBegan = domain.now();
            turnLength = 0;
        } else if (++turnLength % TURN_STRIDE == 0 && domain.now() - turnBegan > TURN_NANOS) {
            turnToken = 0;
            return true;
        }
        return false;
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
        wakeRequested = false;
    }

    PortReport report() {
        int setAside = claims.size() + (turn.get(0) != 0 ? 1 : 0);
        boolean waits = domain.doorbell().isWaiting(id);
        return new PortReport(id, driver, waits, counter(PortCounter.HELD), setAside, configuration.links());
    }

    @Override
    public int dequeue(Burst burst, long timeoutNanos) {
        Thread caller = Thread.currentThread();
        if (driver != caller) {
            driver = caller;
        }
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
                count = await(burst, timeoutNanos);
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
                case NEW -> burst.refusal(enqueue(burst.header(i), SoftwareDomain.payload(burst, i)));
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

    private int look(Burst burst) {
        long mine = turn.get(0);
        if (mine != 0 && turn.compareAndSet(0, mine, 0)) {
            return deliverTurn(mine, burst);
        }
        if (deliverClaims(this, burst) > 0) {
            return burst.count();
        }
        boolean lowestFirst = ++looks % LOWEST_FIRST_EVERY == 0;
        for (int i = 0; i < queuesByPriority.length; i++) {
            int[] queues = queuesByPriority[lowestFirst ? queuesByPriority.length - 1 - i : i];
            if (lookAt(queues, burst, lowestFirst) > 0) {
                return burst.count();
            }
        }
        return takeBack(burst);
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
        AtomicQueue queue = (AtomicQueue) domain.queue((int) (token >>> 32) & EntryHeader.MAX_QUEUE);
        return queue.deliver((int) token, this, burst);
    }

    /** Delivers what the owner has set aside, to the owner or to another. */
    private int deliverClaims(SoftwarePort owner, Burst burst) {
        for (; ; ) {
            long token = owner.claims.peek();
            int slot = owner.claims.slot(token);
            if (slot < 0 || !mayHave(owner, slot, burst)) {
                break;
            }
            if (owner.claims.take(token)) {
                deliver(burst, slot);
                if (owner != this) {
                    counters.increment(PortCounter.TAKEN_BACK);
                    break;
                }
            }
        }
        return burst.count();
    }

    private boolean mayHave(SoftwarePort owner, int slot, Burst burst) {
        SoftwareQueue queue = domain.queue(EntryHeader.queue(domain.store().header(slot)));
        return room(burst, queue.deliveryDepth()) > 0
                && (owner == this || queue.linked().contains(id));
    }

    private int takeBack(Burst burst) {
        int ports = domain.portCount();
        for (int i = 1; i < ports; i++) {
            SoftwarePort other = domain.port((id + i) % ports);
            if (deliverClaims(other, burst) > 0) {
                return burst.count();
            }
            long token = other.turn.get(0);
            if (token != 0
                    && domain.queue((int) (token >>> 32) & EntryHeader.MAX_QUEUE)
                            .linked()
                            .contains(id)
                    && other.turn.compareAndSet(0, token, 0)) {
                counters.increment(PortCounter.TAKEN_BACK);
                return deliverTurn(token, burst);
            }
        }
        return 0;
    }

    private boolean hasSetAside() {
        return turn.get(0) != 0 || !claims.isEmpty();
    }

    /** Flushes what this port has set aside from a queue. Called by any thread. */
    int flush(int queue, Flush flush) {
        int count = 0;
        long token = turn.get(0);
        if (token != 0 && ((int) (token >>> 32) & EntryHeader.MAX_QUEUE) == queue && turn.compareAndSet(0, token, 0)) {
            count += ((AtomicQueue) domain.queue(queue)).flush((int) token, flush);
        }
        for (long claim = claims.peek(); claims.slot(claim) >= 0; claim = claims.peek()) {
            int slot = claims.slot(claim);
            boolean isWanted = EntryHeader.queue(domain.store().header(slot)) == queue;
            // All claims at a time are of one queue. The header was theirs if they are still the same.
            if (!isWanted && claims.peek() == claim) {
                break;
            }
            if (isWanted && claims.take(claim)) {
                flush.waiting(slot);
                count++;
            }
        }
        return count;
    }

    // Waiting.

    private int await(Burst burst, long timeoutNanos) {
        Doorbell bell = domain.doorbell();
        long begin = domain.now();
        bell.beginSearch(id);
        int count = configuration.waitProfile() == WaitProfile.SPIN
                ? spin(burst, begin, timeoutNanos)
                : searchAndSleep(bell, burst, begin, timeoutNanos);
        wakeRequested = false;
        bell.endSearch(id);
        ringForTheRest(bell);
        return count;
    }

    private boolean mayWait() {
        return !wakeRequested && domain.delivers() && !Thread.currentThread().isInterrupted();
    }

    private int spin(Burst burst, long begin, long timeoutNanos) {
        // To those who wait for credit a port that spins is one that sleeps.
        domain.portSleeps();
        int count = 0;
        while (count == 0 && mayWait() && domain.now() - begin < timeoutNanos) {
            pause();
            count = look(burst);
        }
        return count;
    }

    private int searchAndSleep(Doorbell bell, Burst burst, long begin, long timeoutNanos) {
        int count = search(burst);
        while (count == 0 && mayWait()) {
            bell.beginSleep(id);
            count = look(burst);
            boolean isOver = count == 0 && sleep(begin, timeoutNanos);
            bell.endSleep(id);
            if (count == 0) {
                count = isOver ? look(burst) : search(burst);
            }
            if (isOver) {
                break;
            }
        }
        return count;
    }

    private int search(Burst burst) {
        int searches = configuration.waitProfile() == WaitProfile.PARK ? 1 : SEARCHES;
        for (int i = 0; i < searches && mayWait(); i++) {
            int count = look(burst);
            if (count > 0) {
                return count;
            }
            pause();
        }
        return 0;
    }

    private static void pause() {
        for (int pause = 0; pause < PAUSES; pause++) {
            Thread.onSpinWait();
        }
    }

    /** Sleeps until somebody wakes this port. Returns whether the wait is over for another reason. */
    private boolean sleep(long begin, long timeoutNanos) {
        actor.flushCredits();
        domain.portSleeps();
        while (domain.doorbell().isAsleep(id)) {
            if (!mayWait()) {
                return true;
            }
            long left = timeoutNanos - (domain.now() - begin);
            if (left <= 0) {
                return true;
            }
            counters.increment(PortCounter.PARKED);
            LockSupport.parkNanos(this, left);
        }
        return false;
    }

    /** Returns whether enough waits for this port to wake it. Asked by bringers of work when the port sleeps. */
    boolean isWorthWaking() {
        return configuration.wakeThreshold() == 1 || waitingDirected() >= configuration.wakeThreshold();
    }

    private int waitingDirected() {
        int sum = 0;
        for (int[] queues : queuesByPriority) {
            for (int queue : queues) {
                sum += ((RingQueue) domain.queue(queue)).size();
            }
        }
        return sum;
    }

    /** While this port searched nobody else was woken. */
    private void ringForTheRest(Doorbell bell) {
        for (int[] queues : queuesByPriority) {
            for (int queue : queues) {
                if (!domain.queue(queue).isEmpty()) {
                    bell.ring(domain.queue(queue).linked());
                }
            }
        }
        for (int i = 0; i < domain.portCount(); i++) {
            if (domain.port(i).hasSetAside()) {
                bell.ring(domain.everyPort());
                return;
            }
        }
    }

    @Override
    public void wake() {
        wakeRequested = true;
        domain.doorbell().wake(id);
    }

    void unpark() {
        LockSupport.unpark(driver);
    }
}
