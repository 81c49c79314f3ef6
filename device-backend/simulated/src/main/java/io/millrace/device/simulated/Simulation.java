package io.millrace.device.simulated;

import io.millrace.core.Device;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A run in virtual time, one thread at a time, in which everything is decided by a {@link Strategy} and a seed, or by a {@link Trace}: the same code with the same
 * decisions does the same.
 *
 * <p>What belongs to it are the thread that calls {@link #run}, the threads of each executor of Millrace that is made there, on any device, and those they start in the same way. They wait in
 * virtual time: for tasks and their futures, for room, for timers, for the end of an executor. A thread that waits for something else, such as
 * a latch, is found after some milliseconds; others go on then, in an order that can differ from run to run: see {@link #isExact()}.
 *
 * <p><b>Threading.</b> One run at a time. The figures may be asked for by any thread.
 */
public final class Simulation {

    /** What is run. */
    @FunctionalInterface
    public interface Body {

        /**
         * Runs.
         *
         * @throws Exception which the run throws in turn
         */
        void run() throws Exception;
    }

    private final String name;

    /** Equal to that of another if both decide the same, faults apart. */
    private final Object way;

    private final Supplier<Decisions> decisions;
    private final Faults faults;
    private @Nullable Scheduler scheduler;
    private int open;
    private boolean deviceUsed;

    private Simulation(String name, Object way, Supplier<Decisions> decisions, Faults faults) {
        this.name = name;
        this.way = way;
        this.decisions = decisions;
        this.faults = faults;
    }

    /** Returns one that is decided by a seed, {@linkplain Strategy#UNIFORM uniformly}. */
    public static Simulation ofSeed(long seed) {
        return of(Strategy.UNIFORM, seed);
    }

    /** Returns one that is decided by a strategy and a seed. */
    public static Simulation of(Strategy strategy, long seed) {
        Objects.requireNonNull(strategy, "strategy");
        String name = "seed=" + seed + ", strategy=" + strategy;
        return new Simulation(name, name, () -> strategy.decisions(seed), Faults.none());
    }

    static Simulation decidedBy(String name, Supplier<Decisions> decisions) {
        return new Simulation(name, decisions, decisions, Faults.none());
    }

    /** Returns one that decides as another did, and for the plainest where the trace says nothing. Faults are not in the trace: it needs {@link #withFaults the same}. */
    public static Simulation replaying(Trace trace) {
        Objects.requireNonNull(trace, "trace");
        return new Simulation(
                "decisions=" + trace.size(), trace.toString(), () -> new ReplayedDecisions(trace), Faults.none());
    }

    /**
     * Returns the simulation of a device.
     *
     * @throws IllegalArgumentException if the device is not simulated
     */
    public static Simulation of(Device device) {
        if (device instanceof SimulatedDevice simulated) {
            return simulated.simulation();
        }
        throw new IllegalArgumentException("device is not simulated, ask for simulated:SEED: device="
                + Objects.requireNonNull(device, "device").name());
    }

    static Simulation parse(String wish) {
        String[] words = wish.split(":", -1);
        try {
            long seed = wish.isEmpty() ? 0 : Long.parseLong(words[0]);
            Strategy strategy = words.length < 2 ? Strategy.UNIFORM : Strategy.valueOf(words[1]);
            if (words.length <= 2) {
                return of(strategy, seed);
            }
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(explain(wish), malformed);
        }
        throw new IllegalArgumentException(explain(wish));
    }

    private static String explain(String wish) {
        return "no such simulation: expected=SEED or SEED:STRATEGY, strategies=" + Arrays.toString(Strategy.values())
                + ", wish=" + wish;
    }

    /** Returns one in which other things fail. */
    public Simulation withFaults(Faults others) {
        return new Simulation(name, way, decisions, Objects.requireNonNull(others, "others"));
    }

    /**
     * Runs something in a new simulation, which ends with it: executors that are left open go on in real time. If a simulated device has begun another simulation for the caller, that one ends
     * first.
     *
     * @throws Exception what the body throws
     * @throws DeadlockException if no thread of it can go on
     * @throws IllegalStateException if it is running, or the caller is in another run; or, afterwards, if the device is to fail and was not used
     */
    public void run(Body body) throws Exception {
        Objects.requireNonNull(body, "body");
        Scheduler before = Scheduler.ofCaller();
        if (before != null && before.isScope()) {
            throw new IllegalStateException(
                    "the calling thread is in another run, let that end first: present=" + before.simulation());
        }
        Scheduler begun = begin();
        if (before != null) {
            before.end();
        }
        try {
            begun.join();
            body.run();
        } finally {
            begun.end();
            ended();
        }
        if (faults.needTheDevice() && !deviceUsed) {
            throw new IllegalStateException("the device was to fail and was not used, make the executor by"
                    + " builder().device(simulation.device()): " + faults);
        }
    }

    /** Runs something that is told of the simulation, as {@link #run(Body)} does. */
    public void run(Exploration.Trial trial) throws Exception {
        Objects.requireNonNull(trial, "trial");
        run(() -> trial.run(this));
    }

    /**
     * Returns a device on which the {@linkplain Fault faults of devices} happen. Opened outside {@link #run}, its first domain begins a simulation of the opening thread, which ends when the last
     * domain is closed.
     */
    public Device device() {
        return new SimulatedDevice(this);
    }

    private synchronized Scheduler begin() {
        if (open > 0) {
            throw new IllegalStateException(
                    "simulation is running, one run at a time: close what was opened on its device, or make another"
                            + " simulation: " + this);
        }
        open = 1;
        deviceUsed = false;
        Scheduler begun = new Scheduler(this, decisions.get(), faults, true);
        scheduler = begun;
        return begun;
    }

    private synchronized void ended() {
        open = 0;
    }

    /** Returns the scheduler of a domain that is opened, of which the caller is a member. */
    Scheduler opens() {
        Scheduler present;
        synchronized (this) {
            boolean first = scheduler == null || scheduler.isDone();
            present = first ? new Scheduler(this, decisions.get(), faults, false) : Objects.requireNonNull(scheduler);
            deviceUsed = true;
            open = first ? 1 : open + 1;
            scheduler = present;
        }
        boolean joined = false;
        try {
            present.join();
            joined = true;
        } finally {
            if (!joined) {
                leaveOne(present);
            }
        }
        return present;
    }

    /** Returns this, or the one that the caller is in already, if that decides the same or lasts as long as a call. */
    Simulation orThatOfTheCaller() {
        Scheduler present = Scheduler.ofCaller();
        if (present == null || present.isDone()) {
            return this;
        }
        Simulation other = present.simulation();
        boolean same = other.way.equals(way) && other.faults.code().equals(faults.code());
        if (!present.isScope() && !same) {
            throw new IllegalStateException(
                    "the calling thread is in another simulation: close what it has opened there,"
                            + " or make both executors with one seed, strategy and faults: present=" + other
                            + ", wanted=" + this);
        }
        return other;
    }

    /** Ends the simulation if the last domain was closed. */
    void closes(Scheduler of) {
        if (leaveOne(of)) {
            try {
                of.letOthersGoOn();
            } finally {
                if (isLeft(of)) {
                    of.end();
                }
            }
        }
    }

    /** Returns whether nothing is open any more. */
    @SuppressWarnings("ReferenceEquality") // There is one scheduler of each run.
    private synchronized boolean leaveOne(Scheduler of) {
        return scheduler == of && --open == 0;
    }

    /** Returns whether nobody has opened anything meanwhile. */
    @SuppressWarnings("ReferenceEquality") // There is one scheduler of each run.
    private synchronized boolean isLeft(Scheduler of) {
        return scheduler != of || open == 0;
    }

    /**
     * Writes something down for the {@linkplain #picture() picture}, by the calling thread, if it is simulated.
     *
     * @param what what the thread is about to do
     */
    public static void note(String what) {
        Objects.requireNonNull(what, "what");
        Scheduler own = Scheduler.ofCaller();
        if (own != null) {
            own.note(what);
        }
    }

    /**
     * Lets another thread go on, perhaps, if the caller is simulated; else nothing. For code that is to be seen between two of its steps, of which neither asks Millrace for anything: other threads
     * go on only where something is asked for.
     */
    public static void pause() {
        Scheduler own = Scheduler.ofCaller();
        if (own != null) {
            own.pause();
        }
    }

    /** Returns whether every thread was seen wherever it waited, so that the same decisions have the same run again. True before the first run. */
    public boolean isExact() {
        return inexactness().isEmpty();
    }

    /** Returns why another run with the same decisions can differ from the last one: which thread was not seen first, and where it was; empty if it cannot. */
    public Optional<String> inexactness() {
        return Optional.ofNullable(last()).map(Scheduler::inexactness);
    }

    /** Returns how many steps the last run has taken so far. */
    public long steps() {
        Scheduler last = last();
        return last == null ? 0 : last.steps();
    }

    /** Returns what was decided so far in the last run. */
    public Trace trace() {
        Scheduler last = last();
        return last == null ? Trace.PLAIN : last.trace();
    }

    /** Returns who did what when in the last run. */
    public Picture picture() {
        Scheduler last = last();
        return last == null ? Picture.EMPTY : last.picture();
    }

    private synchronized @Nullable Scheduler last() {
        return scheduler;
    }

    /** Says for people what decides. */
    @Override
    public String toString() {
        return "simulation[" + name + "]";
    }
}
