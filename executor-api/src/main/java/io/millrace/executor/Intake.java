package io.millrace.executor;

import io.millrace.core.Ingress;
import io.millrace.core.PaddedLongs;
import io.millrace.core.Refusal;
import io.millrace.core.Surroundings;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The unbounded backlog before the ingress: what the closed device refuses waits here, in the order of arrival.
 *
 * <ol>
 *   <li><em>Order.</em> A task is counted as added before it is offered, and as passed after the device has accepted it.
 *       A thread whose last task is still here sees that something waits and goes through here with the next one.
 *   <li><em>One refiller.</em> Whoever raises {@code calls} from 0 refills; a call that comes meanwhile makes the
 *       refiller go round again (Rx drain loop).
 *   <li><em>No lost wake-up.</em> Who adds refills itself, unless the head is known to be refused; then a credit is in
 *       use, and who returns it refills: a worker does so now and then, after each task or turn while another is idle, and,
 *       behind a fence, before it sleeps or retires.
 *   <li><em>Shutdown.</em> The count is raised before the state is read again; {@link Shutdown} raises the state before
 *       it reads the count. So a task is either rejected or waited for.
 * </ol>
 *
 * <p>Rejected: a lock around the queue (adders would wait for the device), and one queue per thread (order of arrival
 * is what FIFO promises).
 */
final class Intake {

    private static final int CHUNK = 128;

    /** What has ever been added. Raised by adders, and lowered again by one that came too late. */
    private static final int ADDED = 0;

    /** What has ever left. Never above ADDED. */
    private static final int PASSED = 1;

    /** How long one who waits may take to see what the device does not tell: that the executor or a series ends. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Lifecycle lifecycle;
    private final Ingress ingress;
    private final Workforce workforce;
    private final MpscUnboundedVarHandleArrayQueue<Arrival> waiting = new MpscUnboundedVarHandleArrayQueue<>(CHUNK);
    private final Queue<Object> returned = new ConcurrentLinkedQueue<>();
    private final PaddedLongs counts = new PaddedLongs(2);
    private final AtomicInteger calls = new AtomicInteger();

    /**
     * Whether the head is refused. Cleared by the refiller before it looks at the queue, read by adders after they have
     * offered.
     */
    private volatile boolean stalled;

    private Runnable afterMoving = () -> {};

    /** The head that was refused. Owned by the refiller. */
    private @Nullable Arrival refused;

    Intake(Lifecycle lifecycle, Ingress ingress, Workforce workforce) {
        this.lifecycle = lifecycle;
        this.ingress = ingress;
        this.workforce = workforce;
    }

    /** Says what to do, once the executor takes no more, when something has moved. Called once, before the first task. */
    void afterMoving(Runnable action) {
        afterMoving = action;
    }

    /** Returns how many wait. A series whose jobs wait for credit counts as one, and so does a turn of a lane. */
    long count() {
        // In this order: what passes on meanwhile makes the result too large, and never 0 while something waits.
        long passed = counts.get(PASSED);
        return counts.get(ADDED) - passed;
    }

    boolean isClear() {
        return count() == 0;
    }

    /** Returns a mark behind all that was added so far. */
    long mark() {
        return counts.get(ADDED);
    }

    /** Returns whether as many have left as were added before the mark. */
    boolean isClearTo(long mark) {
        return counts.get(PASSED) >= mark;
    }

    /** Hands a task to the device. */
    Refusal enter(Arrival task) {
        return task.enter(ingress);
    }

    /** Hands a job of a series to the device. */
    Refusal enter(int series, OrderedJob job) {
        return ingress.enqueue(DomainLayout.parallelPart(series), job);
    }

    /** Adds a task at the end; false if the executor takes no more. */
    boolean add(ViewTask task) {
        // Pairs with Shutdown.advance, which reads the count after the state was raised.
        counts.getAndAdd(ADDED, 1);
        if (!lifecycle.isRunning()) {
            counts.getAndAdd(ADDED, -1);
            return false;
        }
        line(task);
        return true;
    }

    /** Adds a turn, of a series or of a lane. What it stands for is counted elsewhere, so this is never refused. */
    void addTurn(Arrival turn) {
        counts.getAndAdd(ADDED, 1);
        line(turn);
    }

    /** Brings a turn into the device, or has it wait here; never refused. */
    void bring(Arrival turn) {
        if (isClear() && enter(turn).accepted()) {
            workforce.attend(turn.worker());
        } else {
            addTurn(turn);
        }
    }

    private void line(Arrival task) {
        waiting.offer(task);
        // Pairs with the write in passOn: what is not stalled the refiller has yet to look at, and a poll does not miss
        // what was offered before.
        if (!stalled) {
            refill();
        }
    }

    /** Moves what the device takes. */
    void refill() {
        // Pairs with the subtraction below: either this call refills, or the refiller goes round again.
        if (isClear() || calls.getAndIncrement() != 0) {
            return;
        }
        int answered = 1;
        do {
            passOn();
            answered = calls.addAndGet(-answered);
        } while (answered != 0);
        // What has moved, or ended here, may be what the end of the executor waits for.
        if (!lifecycle.isRunning()) {
            afterMoving.run();
        }
    }

    /** Waits until what waits here may have moved on, or for {@link #LOOK_NANOS}. The caller looks again. */
    void awaitMove() throws InterruptedException {
        boolean free = ingress.awaitCredit(LOOK_NANOS);
        workforce.isStillMissing();
        refill();
        if (free) {
            // Another refills and was held up, or the head waits for a flow: the credit says nothing more.
            Surroundings.giveWay();
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private void passOn() {
        stalled = false;
        Arrival task = refused != null ? refused : waiting.poll();
        refused = null;
        while (task != null) {
            if (lifecycle.isStopping() && task instanceof ViewTask) {
                returned.add(task);
            } else if (enter(task).accepted()) {
                workforce.reinforce(task.worker());
            } else {
                refused = task;
                stalled = true;
                return;
            }
            // Pairs with count(). Only the refiller writes it.
            counts.set(PASSED, counts.getOpaque(PASSED) + 1);
            task = waiting.poll();
        }
    }

    /** Sets a task aside that {@code shutdownNow} found waiting. */
    void giveBack(Object task) {
        returned.add(task);
    }

    /** Takes one of the tasks that were set aside. */
    @Nullable
    Object pollReturned() {
        return returned.poll();
    }
}
