package io.millrace.samples.evtest;

import io.millrace.core.Burst;
import io.millrace.core.Port;
import io.millrace.core.PortConfiguration;
import io.millrace.core.Refusal;
import io.millrace.core.SchedulingType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * The owner of a port in a soak, which does all that an owner may do: finishes entries one by one, by burst or by leaving them to the next dequeue, in another order
 * where that is allowed, holds some back, detaches some, brings new ones, and leaves the port to another thread.
 *
 * <p>Entries of one delivery that a serial queue has put in order form a group and are finished in their order; every other entry is a group of its own.
 */
final class SoakWorker {
    private static final long NAP_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int MOST_HELD_BACK = 8;
    private static final int MOST_IN_A_BURST = 64;
    private static final int ONE_LEAVES_IN = 1000;
    private static final int ONE_DROPS_IN = 50;
    private static final int ONE_HAS_A_CHILD_IN = 10;

    private final DeviceRound round;
    private final DevicePlan plan;
    private final EntryBook book;
    private final Checks checks;
    private final Port port;
    private final Sender self;
    private final SplittableRandom random;
    private final Random shuffling;
    private final Jitter jitter;
    private final boolean implicitRelease;
    private final int holdLimit;
    private final Burst burst;
    private final Deque<List<Held>> heldBack = new ArrayDeque<>();
    private boolean hasLeftSome;

    SoakWorker(DeviceRound round, int port, Sender self, SplittableRandom random) {
        this.round = round;
        plan = round.plan;
        book = round.book;
        checks = book.checks();
        this.port = round.domain.port(port);
        this.self = self;
        this.random = random;
        shuffling = new Random(random.nextLong());
        jitter = new Jitter(random.split(), plan.mood);
        PortConfiguration configuration = plan.topology.configuration().ports().get(port);
        implicitRelease = configuration.implicitRelease();
        holdLimit = configuration.holdLimit();
        burst = new Burst(random.nextInt(4) == 0 ? 1 : 1 + random.nextInt(MOST_IN_A_BURST));
    }

    /** Starts a thread that owns the port until it leaves it to the next one. */
    void start() {
        round.crew.start("soak worker " + port.id(), this::run);
    }

    private void run() {
        while (!round.isOver()) {
            turn(timeout());
            if (plan.leaves && !hasLeftSome && random.nextInt(ONE_LEAVES_IN) == 0) {
                quiesce();
                start();
                return;
            }
        }
        finishHeldBack();
        // Releases what was left to it.
        turn(0);
        finishHeldBack();
    }

    /** Lets go of what is held back, which ends with that. */
    private void quiesce() {
        int expected = heldCount();
        heldBack.clear();
        int handed = port.quiesce(book.quiesced(self));
        if (handed != expected) {
            throw new BrokenPromise(
                    Promise.ONCE, "another number of held entries: quiesced=" + handed + ", held=" + expected);
        }
    }

    private int heldCount() {
        return heldBack.stream().mapToInt(List::size).sum();
    }

    private long timeout() {
        if (!heldBack.isEmpty()) {
            return random.nextLong(NAP_NANOS);
        }
        if (plan.patient) {
            return Long.MAX_VALUE;
        }
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> random.nextLong(NAP_NANOS);
            default -> TICK_NANOS;
        };
    }

    private void turn(long timeoutNanos) {
        int count = port.dequeue(burst, timeoutNanos);
        hasLeftSome = false;
        Thread.interrupted();
        if (count != burst.count()) {
            throw new BrokenPromise(Promise.ONCE, "a count that is not that of the burst: count=" + count);
        }
        if (count == 0) {
            finishHeldBack();
            if (timeoutNanos == 0) {
                Thread.yield();
            }
            return;
        }
        int held = count + heldCount();
        if (held > holdLimit) {
            throw new BrokenPromise(
                    Promise.CREDITS, "more in hand: port=" + port.id() + ", held=" + held + ", limit=" + holdLimit);
        }
        checks.arrived(burst, self);
        // Before the entries are finished: without them the round may be over, and nobody would take the child.
        if (plan.hasChildren && random.nextInt(ONE_HAS_A_CHILD_IN) == 0) {
            bringChild();
        }
        if (random.nextInt(4) == 0) {
            finishAsBurst();
        } else {
            List<List<Held>> groups = groups();
            Collections.shuffle(groups, shuffling);
            groups.forEach(this::treat);
        }
        if (!heldBack.isEmpty() && random.nextBoolean()) {
            finish(heldBack.remove());
        }
    }

    private Held held(int index) {
        return new Held(burst.entry(index), Checks.cargo(burst.payload(index)));
    }

    private List<List<Held>> groups() {
        List<List<Held>> groups = new ArrayList<>();
        List<Held> atomic = new ArrayList<>();
        List<Held> directed = new ArrayList<>();
        for (int i = 0; i < burst.count(); i++) {
            Held held = held(i);
            switch (type(held)) {
                case ATOMIC -> atomic.add(held);
                case DIRECTED -> directed.add(held);
                case ORDERED, UNORDERED -> groups.add(List.of(held));
            }
        }
        if (!atomic.isEmpty()) {
            groups.add(atomic);
        }
        if (!directed.isEmpty()) {
            groups.add(directed);
        }
        return groups;
    }

    private SchedulingType type(Held held) {
        return plan.topology.path(held.cargo().flow()).type(held.cargo().step());
    }

    private boolean isAtItsEnd(List<Held> group) {
        return group.stream().allMatch(held -> checks.isAtItsEnd(held.cargo()));
    }

    private void treat(List<Held> group) {
        group.forEach(held -> jitter.pause());
        boolean atItsEnd = isAtItsEnd(group);
        SchedulingType type = type(group.get(0));
        // The same port may get more of a serial queue at once, and nothing but its thread keeps those in order.
        boolean mayWait = atItsEnd || type == SchedulingType.ORDERED || type == SchedulingType.UNORDERED;
        int dice = random.nextInt(8);
        if (dice == 0 && plan.finishers > 0 && (mayWait || type == SchedulingType.ATOMIC)) {
            detach(group, atItsEnd);
        } else if (dice <= 2 && plan.holdsBack && !implicitRelease && mayWait && heldBack.size() < MOST_HELD_BACK) {
            heldBack.add(group);
        } else if (dice <= 3 && implicitRelease && atItsEnd) {
            group.forEach(held -> book.releasing(held.cargo(), self));
            hasLeftSome = true;
        } else {
            finish(group);
        }
    }

    private void detach(List<Held> group, boolean atItsEnd) {
        for (Held held : group) {
            checks.detaching(held.cargo());
            port.detach(held.entry());
        }
        if (atItsEnd && random.nextBoolean()) {
            group.forEach(held -> round.detached.add(List.of(held)));
        } else {
            round.detached.add(group);
        }
    }

    private void finishHeldBack() {
        while (!heldBack.isEmpty()) {
            finish(heldBack.remove());
        }
    }

    private void finish(List<Held> group) {
        for (Held held : group) {
            if (ends(held.cargo())) {
                book.releasing(held.cargo(), self);
                port.release(held.entry());
            } else {
                bringFragments(held);
                port.forward(held.entry(), checks.forwarding(held.cargo(), self), held.cargo());
            }
        }
    }

    /** Whether an entry goes no further. */
    private boolean ends(Cargo cargo) {
        return checks.isAtItsEnd(cargo) || (plan.drops && random.nextInt(ONE_DROPS_IN) == 0);
    }

    private void finishAsBurst() {
        int count = burst.count();
        boolean hasChild = plan.hasChildren && count < burst.capacity() && mayBringChild();
        Cargo child = hasChild ? book.next(producer()) : null;
        for (int i = 0; i < count; i++) {
            jitter.pause();
            Cargo cargo = held(i).cargo();
            if (ends(cargo)) {
                book.releasing(cargo, self);
                burst.release(i);
            } else {
                burst.forward(i, checks.forwarding(cargo, self), cargo);
            }
        }
        if (child != null) {
            burst.add(checks.sending(child, 0, self), child);
        }
        int done = port.enqueue(burst);
        if (done < count) {
            throw new BrokenPromise(
                    Promise.CREDITS, "a FORWARD or RELEASE that was refused: done=" + done + ", asked=" + count);
        }
        if (child != null) {
            answered(burst.refusal());
        }
    }

    private int producer() {
        return plan.producers + port.id();
    }

    private boolean mayBringChild() {
        return book.mayHandIn(producer());
    }

    private void bringChild() {
        if (mayBringChild()) {
            Cargo child = book.next(producer());
            answered(port.enqueue(checks.sending(child, 0, self), child));
        }
    }

    /** Fragments go where their entry goes next. */
    private void bringFragments(Held held) {
        Cargo cargo = held.cargo();
        while (plan.hasFragments
                && type(held) == SchedulingType.ORDERED
                && !cargo.isFragment()
                && cargo.fragments() < Port.FRAGMENT_LIMIT
                && random.nextInt(ONE_HAS_A_CHILD_IN) == 0
                && mayBringChild()) {
            Cargo fragment = cargo.fragment(producer(), book.handingIn(producer()));
            long header = checks.sending(fragment, cargo.step() + 1, self);
            answered(port.fragment(held.entry(), header, fragment));
        }
    }

    private void answered(Refusal refusal) {
        if (refusal == Refusal.NONE) {
            book.accepted(self);
        } else {
            book.refused(producer());
        }
    }
}
