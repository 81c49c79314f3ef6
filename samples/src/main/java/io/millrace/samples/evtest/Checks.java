package io.millrace.samples.evtest;

import io.millrace.core.Burst;
import io.millrace.core.EntryHeader;
import io.millrace.core.EntryPriority;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.SchedulingType;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Follows all entries of a run and throws {@link BrokenPromise} where a promise is broken.
 *
 * <ol>
 *   <li><em>Once.</em> The cargo turns from on the way to held once for each step, and ends once. A bit for each entry shows at the end which are missing.
 *   <li><em>Order.</em> Where a flow is promised in order, the ranks of one producer's entries only grow. The last ranks are plain memory: the promise that
 *       an atomic or directed queue serialises its flow is relied upon, and so tested along with it.
 *   <li><em>Order of appending.</em> Atomic flows and directed queues hand out in the order in which entries were appended, so the numbers of one sender only
 *       grow there, whatever was before.
 *   <li><em>One holder.</em> A try-lock for each atomic flow must never be found held.
 * </ol>
 */
final class Checks {
    private static final long NO_FLOW = -1;

    private final Topology topology;
    private final @Nullable FlowLocks[] locks;
    private final int[] directedPort;
    private final long[][] lastRank;
    private final long[][] lastSent;
    private final long[][] nextPlace;
    private final AtomicLongArray[] ended;
    private final AtomicIntegerArray executing;
    private final int senders;

    /**
     * Creates the checks of one run.
     *
     * @param producers how many bring entries
     * @param entriesEach how many each may bring at most
     * @param senders how many {@link Sender}s there are
     */
    Checks(Topology topology, int producers, int entriesEach, int senders) {
        this.topology = topology;
        this.senders = senders;
        int queues = topology.configuration().queues().size();
        locks = new FlowLocks[queues];
        directedPort = new int[queues];
        lastSent = new long[queues][];
        nextPlace = new long[queues][];
        for (int queue = 0; queue < queues; queue++) {
            int flows = topology.configuration().queues().get(queue).flowLimit();
            if (topology.type(queue) == SchedulingType.ATOMIC) {
                locks[queue] = new FlowLocks(queue, flows);
                lastSent[queue] = new long[senders * flows];
                nextPlace[queue] = new long[flows];
            } else if (topology.type(queue) == SchedulingType.DIRECTED) {
                directedPort[queue] = topology.linked(queue)[0];
                lastSent[queue] = new long[senders * EntryPriority.LEVELS];
            }
        }
        executing = new AtomicIntegerArray(queues);
        lastRank = new long[topology.steps()][];
        for (int step = 0; step < lastRank.length; step++) {
            int at = step;
            if (topology.paths().stream().anyMatch(path -> at < path.length() && path.isOrdered(at))) {
                lastRank[step] = new long[producers * topology.flows()];
            }
        }
        ended = new AtomicLongArray[producers];
        for (int producer = 0; producer < producers; producer++) {
            ended[producer] = new AtomicLongArray((entriesEach >>> 6) + 1);
        }
    }

    /** Notes that an entry is about to be handed in; returns the header it is to have. */
    long sending(Cargo cargo, int step, Sender sender) {
        cargo.sendTo(step, sender);
        return topology.header(cargo.flow(), step);
    }

    /** Checks what a dequeue has brought. */
    void arrived(Burst burst, Sender receiver) {
        long held = NO_FLOW;
        for (int i = 0; i < burst.count(); i++) {
            Cargo cargo = cargo(burst.payload(i));
            long header = burst.header(i);
            if (EntryHeader.stage(header) < cargo.step() || !cargo.deliver()) {
                throw new BrokenPromise(
                        Promise.ONCE, "one more delivery: " + cargo + ", queue=" + EntryHeader.queue(header));
            }
            requireAddress(cargo, header);
            requireExecutionCredit(cargo, receiver);
            switch (topology.path(cargo.flow()).type(cargo.step())) {
                case ATOMIC -> {
                    requireOneFlow(held, header, cargo);
                    held = header;
                    arrivedAtomic(cargo, burst.sequenceNumber(i), receiver);
                }
                case DIRECTED -> arrivedDirected(cargo, EntryHeader.priority(header), receiver);
                case ORDERED, UNORDERED -> {}
            }
        }
    }

    private static void requireOneFlow(long before, long header, Cargo cargo) {
        boolean differs = EntryHeader.queue(before) != EntryHeader.queue(header)
                || EntryHeader.flow(before) != EntryHeader.flow(header);
        if (before != NO_FLOW && differs) {
            throw new BrokenPromise(
                    Promise.ATOMIC, "two flows in one delivery: " + cargo + ", queue=" + EntryHeader.queue(header));
        }
    }

    /** The cargo that an entry must have. */
    static Cargo cargo(@Nullable Object payload) {
        if (payload instanceof Cargo cargo) {
            return cargo;
        }
        throw new BrokenPromise(Promise.ONCE, "an entry that nobody has sent: payload=" + payload);
    }

    private void requireAddress(Cargo cargo, long header) {
        long expected = topology.header(cargo.flow(), cargo.step());
        if (header != expected) {
            throw new BrokenPromise(
                    Promise.ONCE,
                    "another address: " + cargo + ", sentTo=" + words(expected) + ", arrivedFrom=" + words(header));
        }
    }

    /** Counts late, and {@link #leave} early, so it counts no more entries than there are at work. */
    private void requireExecutionCredit(Cargo cargo, Sender receiver) {
        int queue = topology.path(cargo.flow()).queue(cargo.step());
        int limit = topology.configuration().queues().get(queue).executionCredits();
        if (limit != QueueConfiguration.NO_LIMIT) {
            int now = executing.incrementAndGet(queue);
            if (now > limit) {
                throw new BrokenPromise(
                        Promise.CREDITS,
                        "more at work: " + cargo + ", queue=" + queue + ", executing=" + now + ", limit=" + limit);
            }
            receiver.check(Promise.CREDITS, 1);
        }
    }

    private static String words(long header) {
        return "queue " + EntryHeader.queue(header) + " flow " + EntryHeader.flow(header) + " priority "
                + EntryHeader.priority(header) + " stage " + EntryHeader.stage(header);
    }

    private void arrivedAtomic(Cargo cargo, long place, Sender receiver) {
        int queue = topology.path(cargo.flow()).queue(cargo.step());
        int flow = topology.flowIn(queue, cargo.flow());
        locks[queue].enter(flow, receiver.id(), cargo);
        requireGrowth(Promise.ATOMIC, lastSent[queue], flow * senders + cargo.sender(), cargo);
        if (place < nextPlace[queue][flow]) {
            throw new BrokenPromise(
                    Promise.ATOMIC,
                    "a place that was passed: " + cargo + ", queue=" + queue + ", sequenceNumber=" + place
                            + ", expected=" + nextPlace[queue][flow]);
        }
        nextPlace[queue][flow] = place + 1;
        requireOrder(cargo);
        receiver.check(Promise.ATOMIC, 1);
        receiver.check(Promise.ORDER, topology.path(cargo.flow()).isOrdered(cargo.step()) ? 1 : 0);
    }

    private void arrivedDirected(Cargo cargo, int priority, Sender receiver) {
        int queue = topology.path(cargo.flow()).queue(cargo.step());
        if (directedPort[queue] != receiver.id()) {
            throw new BrokenPromise(
                    Promise.DIRECTED,
                    "another port: " + cargo + ", queue=" + queue + ", port=" + receiver.id() + ", linked="
                            + directedPort[queue]);
        }
        requireGrowth(Promise.DIRECTED, lastSent[queue], priority * senders + cargo.sender(), cargo);
        requireOrder(cargo);
        receiver.check(Promise.DIRECTED, 1);
        receiver.check(Promise.ORDER, topology.path(cargo.flow()).isOrdered(cargo.step()) ? 1 : 0);
    }

    private void requireGrowth(Promise promise, long[] last, int index, Cargo cargo) {
        Path path = topology.path(cargo.flow());
        if (!path.isAppendedBySender(cargo.step())) {
            return;
        }
        if (cargo.sent() <= last[index]) {
            throw new BrokenPromise(
                    promise,
                    "one that came after a later one of its sender: " + cargo + ", queue=" + path.queue(cargo.step())
                            + ", sender=" + cargo.sender() + ", sent=" + cargo.sent() + ", before=" + last[index]);
        }
        last[index] = cargo.sent();
    }

    private void requireOrder(Cargo cargo) {
        Path path = topology.path(cargo.flow());
        if (!path.isOrdered(cargo.step())) {
            return;
        }
        long[] last = lastRank[cargo.step()];
        int index = cargo.origin() * topology.flows() + cargo.flow();
        if (cargo.rank() <= last[index]) {
            throw new BrokenPromise(
                    Promise.ORDER,
                    "one that came after a later one: " + cargo + ", queue=" + path.queue(cargo.step()) + ", later="
                            + Cargo.numberOf(last[index]));
        }
        last[index] = cargo.rank();
    }

    boolean isAtItsEnd(Cargo cargo) {
        return topology.path(cargo.flow()).isLast(cargo.step());
    }

    /** Notes that a held entry is about to be passed on to its next step; returns the header it is to have. */
    long forwarding(Cargo cargo, Sender sender) {
        leave(cargo);
        return sending(cargo, cargo.step() + 1, sender);
    }

    /** Notes that a held entry is about to be released. */
    void releasing(Cargo cargo, Sender sender) {
        leave(cargo);
        cargo.end();
        countEnd(cargo, sender);
    }

    /** Notes that a held entry is about to be detached. */
    void detaching(Cargo cargo) {
        int queue = topology.path(cargo.flow()).queue(cargo.step());
        if (locks[queue] != null) {
            locks[queue].detach(topology.flowIn(queue, cargo.flow()));
        }
    }

    private void leave(Cargo cargo) {
        int queue = topology.path(cargo.flow()).queue(cargo.step());
        if (locks[queue] != null) {
            locks[queue].leave(topology.flowIn(queue, cargo.flow()));
        }
        if (topology.configuration().queues().get(queue).executionCredits() != QueueConfiguration.NO_LIMIT) {
            executing.decrementAndGet(queue);
        }
    }

    /** Notes that an entry was given to a flush callback. */
    void flushed(long header, @Nullable Object payload, Sender sender) {
        Cargo cargo = cargo(payload);
        int step = cargo.step();
        if (!cargo.endOnTheWay()) {
            throw new BrokenPromise(Promise.ONCE, "a flush after its delivery: " + cargo);
        }
        if (header != topology.header(cargo.flow(), step)) {
            throw new BrokenPromise(Promise.ONCE, "a flush from another queue: " + cargo + ", header=" + words(header));
        }
        countEnd(cargo, sender);
    }

    private void countEnd(Cargo cargo, Sender sender) {
        AtomicLongArray bits = ended[cargo.producer()];
        bits.getAndUpdate(cargo.number() >>> 6, word -> word | 1L << cargo.number());
        sender.check(Promise.ONCE, 1);
    }

    /** Checks that all entries that were accepted of a producer have ended. */
    void requireAllEnded(int producer, int accepted) {
        for (int number = 0; number < accepted; number++) {
            if ((ended[producer].get(number >>> 6) & 1L << number) == 0) {
                // A fragment has the flow of its entry instead.
                throw new BrokenPromise(
                        Promise.ONCE,
                        "none of one: " + Cargo.name(producer, number, topology.flowOf(producer, number)));
            }
        }
    }
}
