package io.millrace.executor;

import io.millrace.core.Surroundings;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a driven view, in line, and the thread that drives it. They take no credit: nothing of them is in the device.
 *
 * <ol>
 *   <li>One thread drives: it moves {@code driver} from null to itself, and back when it goes.
 *   <li>A driver says that it is {@code taking} before it takes a task, and takes that back after the task has ended and was counted. So who finds the line empty and then
 *       nobody taking, once nothing more may be added, has seen the last task end.
 *   <li>Nobody sleeps beside a task: the driver says that it sleeps and then looks at the line and at the state; who adds a task, or changes the state, does that first and then looks
 *       who sleeps. So it is with the signal: the driver takes it back and then looks at the line; who adds a task does so and then looks whether the signal was given.
 * </ol>
 */
final class DrivenLane {

    private final String name;
    private final Lifecycle lifecycle;
    private final TaskLine tasks = new TaskLine();
    private final BooleanSupplier mayAdd;

    /** What the user wants to be called when a task has come; null if nothing. Written before the first task. */
    private @Nullable Runnable wakeUp;

    private final AtomicBoolean signalled = new AtomicBoolean();
    private final AtomicReference<@Nullable Thread> driver = new AtomicReference<>();
    private final AtomicReference<@Nullable Thread> sleeper = new AtomicReference<>();
    private volatile boolean taking;

    /** Whether what runs is to be interrupted. */
    private volatile boolean stopped;

    /** Written by the driver. */
    private volatile @Nullable DrivenRun running;

    /** Written by the driver. */
    private final AtomicLong completed = new AtomicLong();

    DrivenLane(String name, Lifecycle lifecycle) {
        this.name = name;
        this.lifecycle = lifecycle;
        mayAdd = lifecycle::isRunning;
    }

    /** Says what to call when a task has come. Called before the first one. */
    void signalBy(Runnable wake) {
        wakeUp = wake;
    }

    // Those who submit.

    /** Adds a task and wakes who waits for it; false if the executor takes no more. */
    boolean add(DrivenTask task) {
        if (!tasks.add(task, mayAdd)) {
            return false;
        }
        wake();
        signal();
        return true;
    }

    /** Wakes the driver if it sleeps: there is a task, or the state has changed. */
    void wake() {
        // Pairs with sleepNanos(): the task or the state was written before this read.
        Thread asleep = sleeper.get();
        if (asleep != null && sleeper.compareAndSet(asleep, null)) {
            Surroundings.unpark(asleep);
        }
    }

    private void signal() {
        // Pairs with enter(): the task is in line before this read.
        Runnable wake = wakeUp;
        if (wake != null && !signalled.get() && signalled.compareAndSet(false, true)) {
            try {
                wake.run();
            } catch (Throwable failure) {
                // The task is in, so its submitter is not told, and the next one calls again.
                signalled.set(false);
                Workforce.report(failure);
            }
        }
    }

    // The driver.

    /**
     * Makes the current thread the driver.
     *
     * @throws IllegalStateException if there is one
     */
    @SuppressWarnings("ReferenceEquality") // The same thread, not an equal one.
    void enter() {
        Thread self = Thread.currentThread();
        Thread present = driver.compareAndExchange(null, self);
        if (present == self) {
            throw new IllegalStateException("a task of the view drives it, which would run tasks within a task: view="
                    + name + ", thread=" + nameOf(self));
        }
        if (present != null) {
            throw new IllegalStateException("another thread drives the view: view=" + name + ", driver="
                    + nameOf(present) + ", refused=" + nameOf(self));
        }
        // Pairs with signal(): taken back before the line is looked at.
        signalled.set(false);
    }

    /** Ends what {@link #enter} began. */
    void leave() {
        driver.set(null);
        // Another that was called meanwhile has been refused. Pairs with signal(), as enter() does.
        signalled.set(false);
        if (!tasks.isEmpty()) {
            signal();
        }
    }

    /** Says that the driver is about to take tasks. */
    void beginTaking() {
        taking = true;
    }

    /** Takes the next task; null if there is none, or the executor stops. */
    @Nullable
    DrivenTask next() {
        return lifecycle.isStopping() ? null : (DrivenTask) tasks.poll();
    }

    /** Says what the driver runs. */
    void begins(DrivenRun run) {
        running = run;
        // Pairs with stop(): written before this read.
        if (stopped) {
            run.interrupt();
        }
    }

    void counted() {
        // Pairs with completed(), which sees no task that is not recorded.
        completed.setRelease(completed.getPlain() + 1);
    }

    void ends() {
        running = null;
    }

    /** Says that the driver takes no more. Whoever waits for the end is told afterwards. */
    void endTaking() {
        taking = false;
    }

    /** Sleeps until there is a task, the state has changed, or the time is over; or for no reason. */
    void sleepNanos(long nanos, BooleanSupplier isOver) {
        // Pairs with wake(): written before the line and the state are read.
        sleeper.set(Thread.currentThread());
        if (tasks.isEmpty() && !isOver.getAsBoolean()) {
            Surroundings.parkNanos(this, nanos);
        }
        sleeper.set(null);
    }

    // The end.

    /** Interrupts what runs, and what a driver has taken and is about to run. Called when what waits was taken out. */
    void stop() {
        // Pairs with begins(): written before this read.
        stopped = true;
        DrivenRun run = running;
        if (run != null) {
            run.interrupt();
        }
    }

    /** Takes what is in line in order to return it unrun. Called when nothing more may be added. */
    void surrenderTo(List<Object> found) {
        // Who is on the way in is waited for: it ends in a rejection or here.
        while (!tasks.isEmpty()) {
            Runnable task = tasks.poll();
            if (task != null) {
                found.add(task);
            }
        }
    }

    /** Returns whether nothing waits, is on its way in, or runs. */
    boolean isClear() {
        // In this order: who has emptied the line says before that it is taking.
        return tasks.isEmpty() && !taking;
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    // To see.

    String name() {
        return name;
    }

    long waiting() {
        return tasks.size();
    }

    boolean isTaking() {
        return taking;
    }

    boolean isRunning() {
        return running != null;
    }

    long completed() {
        return completed.getAcquire();
    }

    /** Returns how long the first one waits, if it was stamped; 0 if there is none. */
    long oldestNanos(long now) {
        return StampedTask.waitNanos(tasks.first(), now);
    }

    @Nullable
    Thread driver() {
        return driver.get();
    }

    String driverName() {
        Thread present = driver.get();
        return present == null ? "none" : nameOf(present);
    }

    /** Says for people who drives and what. */
    String describe() {
        DrivenRun run = running;
        Runnable task = run == null ? null : run.task();
        return name + ": " + waiting() + " wait, driver " + driverName()
                + (task == null ? "" : ", in " + Text.of(task));
    }

    private static String nameOf(Thread thread) {
        return thread.getName().isEmpty() ? thread.toString() : thread.getName();
    }
}
