package io.millrace.core.domain;

import io.millrace.core.Burst;
import io.millrace.core.PortConfiguration;
import io.millrace.core.PortCounter;
import io.millrace.core.Surroundings;
import io.millrace.core.WaitProfile;

/** How a port waits for entries, as its profile says. Used by the thread of the port, except for what has to do with waking. */
final class PortWait {

    private static final int PAUSES = 8;

    /** After so many looks of a search the port offers its core to others: to whom it waits for, if there are more threads than cores. */
    private static final int LOOKS_BEFORE_YIELDING = 8;

    private final DeviceDomain domain;
    private final DevicePort port;
    private final int id;
    private final WaitProfile profile;
    private final int wakeThreshold;
    private final boolean promptReturn;
    private final Actor actor;
    private final PortCounters counters;
    private final SearchLimit searches = new SearchLimit();

    /** Whether the next look of this port is a search, see {@link #putsOff}. */
    private boolean hasPutOff;

    /** When the doorbell last woke this port. May come late; then the sleep seems short. */
    private volatile long wokenAt;

    /** Pairs with {@link #mayWait}: set before the doorbell wakes the port, read after the port has marked itself as asleep. */
    private volatile boolean wakeRequested;

    PortWait(
            DeviceDomain domain, DevicePort port, PortConfiguration configuration, Actor actor, PortCounters counters) {
        this.domain = domain;
        this.port = port;
        this.actor = actor;
        this.counters = counters;
        id = port.id();
        profile = configuration.waitProfile();
        wakeThreshold = configuration.wakeThreshold();
        promptReturn = configuration.promptReturn();
    }

    /** Ends the wait of now, or else the next one. Called by any thread. */
    void wake() {
        wakeRequested = true;
        domain.doorbell().wake(id);
    }

    /** Called by the doorbell when it has found this port asleep. */
    void woken() {
        wokenAt = domain.now();
    }

    /** Forgets what concerned the life before. */
    void reset() {
        wakeRequested = false;
        makeUp();
    }

    int await(Burst burst, long timeoutNanos) {
        Doorbell bell = domain.doorbell();
        long begin = domain.now();
        bell.beginSearch(id);
        int count = profile == WaitProfile.SPIN
                ? spin(burst, begin, timeoutNanos)
                : searchAndSleep(bell, burst, begin, timeoutNanos);
        wakeRequested = false;
        endSearch();
        return count;
    }

    /**
     * Marks this port as searching, if it was promised that it looks at once. Called by its own thread, which has published something for the ports of the set.
     */
    boolean putsOff(PortSet linked) {
        // Pairs with Linkage.unlink(): there the port leaves the set, then the others are rung for; here the entry was
        // published, then the set is read.
        if (!promptReturn || hasPutOff || !linked.contains(id) || counters.get(PortCounter.HELD) > 0) {
            return false;
        }
        hasPutOff = true;
        domain.doorbell().beginSearch(id);
        return true;
    }

    /** Rings for what is left of what was put off. Called when this port has looked, and when nobody is to look for it. */
    void makeUp() {
        if (hasPutOff) {
            endSearch();
        }
    }

    private void endSearch() {
        hasPutOff = false;
        Doorbell bell = domain.doorbell();
        bell.endSearch(id);
        ringForTheRest(bell);
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
            count = port.look(burst);
        }
        return count;
    }

    private int searchAndSleep(Doorbell bell, Burst burst, long begin, long timeoutNanos) {
        int count = search(burst);
        while (count == 0 && mayWait()) {
            bell.beginSleep(id);
            count = port.look(burst);
            boolean isOver = count == 0 && sleep(begin, timeoutNanos);
            bell.endSleep(id);
            if (count == 0) {
                count = isOver ? port.look(burst) : search(burst);
            }
            if (isOver) {
                break;
            }
        }
        return count;
    }

    private int search(Burst burst) {
        int most = profile == WaitProfile.PARK ? 1 : searches.now();
        for (int i = 0; i < most && mayWait(); i++) {
            int count = port.look(burst);
            if (count > 0) {
                return count;
            }
            if (i < LOOKS_BEFORE_YIELDING) {
                pause();
            } else {
                Surroundings.giveWay();
            }
        }
        return 0;
    }

    private static void pause() {
        for (int pause = 0; pause < PAUSES; pause++) {
            Surroundings.spinWait();
        }
    }

    /** Sleeps until somebody wakes this port. Returns whether the wait is over for another reason. */
    private boolean sleep(long begin, long timeoutNanos) {
        actor.flushCredits();
        domain.portSleeps();
        long asleepSince = domain.now();
        while (domain.doorbell().isAsleep(id)) {
            if (!mayWait()) {
                return true;
            }
            long now = domain.now();
            long left = timeoutNanos - (now - begin);
            if (left <= 0) {
                searches.slept(now - asleepSince);
                return true;
            }
            counters.increment(PortCounter.PARKED);
            Surroundings.parkNanos(port, left);
        }
        searches.slept(wokenAt - asleepSince);
        return false;
    }

    boolean isWorthWaking() {
        return wakeThreshold == 1 || waitingDirected() >= wakeThreshold;
    }

    private int waitingDirected() {
        int sum = 0;
        for (int[] queues : port.currentLinks().queuesByPriority()) {
            for (int queue : queues) {
                sum += domain.queue(queue).size();
            }
        }
        return sum;
    }

    /** While this port searched nobody else was woken. */
    private void ringForTheRest(Doorbell bell) {
        for (int[] queues : port.currentLinks().queuesByPriority()) {
            for (int queue : queues) {
                if (!domain.queue(queue).isEmpty()) {
                    bell.ring(domain.queue(queue).linked());
                }
            }
        }
        for (int i = 0; i < domain.portCount(); i++) {
            domain.port(i).aside().ring(bell);
        }
    }
}
