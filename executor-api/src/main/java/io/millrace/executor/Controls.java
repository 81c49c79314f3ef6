package io.millrace.executor;

import io.millrace.core.Device;
import io.millrace.core.DeviceCapability;
import io.millrace.core.EntryPriority;
import io.millrace.core.LinkConfiguration;
import io.millrace.core.Port;
import io.millrace.core.SchedulingDomain;
import io.millrace.core.Surroundings;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What can be changed while an executor runs: how many workers serve all, and whether anything begins.
 *
 * <p>Idea: both are links. A port that is not linked to a queue gets nothing of it, the queue keeps what it has, and what
 * the port had set aside is there for others. So a worker that is not wanted sleeps as an idle one does, and nobody asks
 * for each entry whether it may run.
 *
 * <ol>
 *   <li>Changes are made one after the other, under the lock, and leave links, number and pause in step.
 *   <li>A turn that a worker has when it is to stop ends after the task at hand: it asks before each task.
 *   <li>Nothing is left behind. Who submits enters and then reads who is live and whether it is paused; who changes that
 *       writes it, and the links, and then looks for work.
 *   <li>Nothing stays paused at the end: who pauses writes that and then reads the state, under the lock or again; who
 *       ends the executor changes the state and then resumes all.
 * </ol>
 */
final class Controls {

    private final SchedulingDomain domain;
    private final Device device;
    private final Entrance entrance;
    private final Lifecycle lifecycle;
    private final Workforce workforce;
    private final Shutdown shutdown;
    private final @Nullable Bound bound;
    private final PausedKeys keys;

    /** Held while ports are woken, and so no monitor. */
    private final Lock changing = new ReentrantLock();

    private boolean paused;

    /** Written under the lock. */
    private volatile PartWorkers parts;

    Controls(SchedulingDomain domain, Device device, Entrance entrance, Shutdown shutdown, @Nullable Bound bound) {
        this.domain = domain;
        this.device = device;
        this.entrance = entrance;
        this.shutdown = shutdown;
        this.bound = bound;
        lifecycle = entrance.lifecycle();
        workforce = entrance.workforce();
        keys = entrance.lanes().keyed().paused();
        parts = PartWorkers.all(workforce.limit());
    }

    /** Says how many workers there are at first. Called once, before the first task. */
    void begin(int workers) {
        if (workers < workforce.limit()) {
            requireLinks();
            locked(() -> change(workers));
        }
    }

    void resize(int workers) {
        if (workers < 1 || workers > workforce.limit()) {
            throw new IllegalArgumentException(
                    "number of workers out of range: workers=" + workers + ", lowest=1, highest=" + workforce.limit()
                            + "; the highest is set by maxWorkers(n) of the builder");
        }
        requireLinks();
        whileOpen(() -> {
            change(workers);
            if (bound != null && bound.queueLimit() != Bound.UNLIMITED) {
                bound.resize(bound.queueLimit(), workers);
            }
        });
    }

    /** Changes who does a part of jobs. Returns who does it now; nobody if the executor has ended. */
    Set<Integer> choose(PartWorkers.Part part, Set<Integer> workers) {
        parts.check(part, workers);
        Set<Integer> chosen = Set.copyOf(workers);
        requireLinks();
        boolean changed = whileOpen(() -> {
            parts = parts.choose(part, chosen);
            change(workforce.number());
        });
        return changed ? parts.usable(part) : Set.of();
    }

    /** Returns who does what. */
    PartWorkers parts() {
        return parts;
    }

    void queueLimit(int tasks) {
        if (tasks < 0) {
            throw new IllegalArgumentException(
                    "figure out of range: queueLimit=" + tasks + ", lowest=0, highest=" + Integer.MAX_VALUE);
        }
        if (bound == null || bound.queueLimit() == Bound.UNLIMITED) {
            throw new IllegalStateException(
                    "executor was built without a limit, set one by queueLimit(n) of the builder");
        }
        locked(() -> bound.resize(tasks, workforce.number()));
    }

    void pause() {
        requireLinks();
        whileOpen(() -> {
            // Pairs with Shutdown, which changes the state and then takes this lock.
            paused = lifecycle.isRunning();
            change(workforce.number());
        });
    }

    void resume() {
        whileOpen(() -> {
            if (paused) {
                paused = false;
                change(workforce.number());
            }
        });
    }

    void pauseKey(Object key) {
        keys.pause(key);
        // Pairs with Shutdown, which changes the state and then resumes all keys.
        if (!lifecycle.isRunning()) {
            resumeKey(key);
        }
    }

    void resumeKey(Object key) {
        KeyLane lane = keys.resume(key);
        if (lane != null) {
            entrance.bringParked(lane);
        }
    }

    void resumeAll() {
        resume();
        keys.resumeAll().forEach(entrance::bringParked);
    }

    /** Returns whether anything has begun or is to begin at once, as far as workers are concerned. */
    boolean isUnfinished() {
        return unfinished() > 0;
    }

    private long unfinished() {
        // In this order: what enters the device meanwhile is counted twice, and not never.
        long waiting = entrance.lane().waiting() + entrance.intake().count();
        long clear = entrance.lane().isClear() ? 0 : 1;
        return Math.max(waiting, clear) + (lifecycle.isTidying() ? 0 : domain.inFlight());
    }

    /** Makes a change under the lock; false if the executor has ended, and nothing has changed. */
    private boolean whileOpen(Runnable change) {
        boolean open = shutdown.tryHold();
        if (open) {
            try {
                locked(change);
                entrance.lane().attend((int) Math.min(entrance.lane().waiting(), workforce.limit()));
                workforce.startNeeded();
                if (!workforce.isPaused()) {
                    workforce.growFor(unfinished());
                    callForWatch();
                }
            } finally {
                shutdown.letGo();
            }
        }
        return open;
    }

    private void locked(Runnable change) {
        Surroundings.lock(changing);
        try {
            change.run();
        } finally {
            changing.unlock();
        }
    }

    /** Timers are no entries, and may be all that there is. */
    private void callForWatch() {
        TimerWatch watch = entrance.timers().watch();
        if (watch.isVacant()) {
            watch.call(TimerWatch.NOBODY);
        }
    }

    private void change(int workers) {
        entrance.lane().turnLimit(workers);
        parts = parts.of(workers);
        workforce.need(parts);
        workforce.resize(workers, paused);
        for (int worker = 0; worker < workforce.limit(); worker++) {
            relink(domain.port(worker));
        }
    }

    private void relink(Port port) {
        List<LinkConfiguration> now = port.links();
        for (int queue : DomainLayout.linkable(port.id())) {
            boolean linked = now.stream().anyMatch(link -> link.queue() == queue);
            boolean wanted = DomainLayout.isLinked(queue, port.id(), parts, paused);
            if (wanted && !linked) {
                port.link(LinkConfiguration.to(queue));
            } else if (!wanted && linked) {
                port.unlink(queue);
            }
        }
        if (!workforce.isNeeded(port.id())) {
            // One that sleeps for ever may leave now.
            port.wake();
        }
    }

    /** Does nothing if the device can keep to a priority. */
    void requirePriorities(int priority) {
        if (priority != EntryPriority.NORMAL && !device.capabilities().contains(DeviceCapability.ENTRY_PRIORITY)) {
            throw new UnsupportedOperationException("device keeps to no priorities: device=" + device.name()
                    + ", needed=" + DeviceCapability.ENTRY_PRIORITY + ", priority=" + priority);
        }
    }

    private void requireLinks() {
        if (!device.capabilities().contains(DeviceCapability.RUNTIME_LINKS)) {
            throw new UnsupportedOperationException("device cannot change the links of a running domain: device="
                    + device.name() + ", needed=" + DeviceCapability.RUNTIME_LINKS);
        }
    }
}
