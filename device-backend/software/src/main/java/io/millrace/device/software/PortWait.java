package io.millrace.device.software;

import io.millrace.core.Burst;
import io.millrace.core.PortConfiguration;
import io.millrace.core.PortCounter;
import io.millrace.core.WaitProfile;
import java.util.concurrent.locks.LockSupport;

/** How a port waits for entries, as its profile says. Used by the thread of the port, except for what has to do with waking. */
final class PortWait {

    private static final int PAUSES = 8;

    private final SoftwareDomain domain;
    private final SoftwarePort port;
    private final int id;
    private final WaitProfile profile;
    private final int wakeThreshold;
    private final Actor actor;
    private final PortCounters counters;
    private final SearchLimit searches = new SearchLimit();

    /** When the doorbell last woke this port. May come late; then the sleep seems short. */
    private volatile long wokenAt;

    /** Pairs with {@link #mayWait}: set before the doorbell wakes the port, read after the port has marked itself as asleep. */
    private volatile boolean wakeRequested;

    PortWait(
            SoftwareDomain domain,
            SoftwarePort port,
            PortConfiguration configuration,
            Actor actor,
            PortCounters counters) {
        this.domain = domain;
        this.port = port;
        this.actor = actor;
        this.counters = counters;
        id = port.id();
        profile = configuration.waitProfile();
        wakeThreshold = configuration.wakeThreshold();
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

    void forgetWake() {
        wakeRequested = false;
    }

    int await(Burst burst, long timeoutNanos) {
        Doorbell bell = domain.doorbell();
        long begin = domain.now();
        bell.beginSearch(id);
        int count = profile == WaitProfile.SPIN
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
            LockSupport.parkNanos(port, left);
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
                sum += ((RingQueue) domain.queue(queue)).size();
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
