package io.millrace.samples.evtest;

import io.millrace.core.EntryPriority;
import io.millrace.core.LinkConfiguration;
import io.millrace.core.Port;
import io.millrace.core.SchedulingDomain;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Troubles a round from outside, and harms no promise: flushes, interrupts, links that come and go, wakes for no reason. Used by one thread. */
final class Mischief {
    private static final int MOST_UNLINKED = 4;
    private static final long LONGEST_NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

    private final DevicePlan plan;
    private final SchedulingDomain domain;
    private final Crew crew;
    private final EntryBook book;
    private final SplittableRandom random;
    private final Queue<Unlinked> unlinked = new ArrayDeque<>();

    /** A link that was taken away. */
    private record Unlinked(Port port, int queue) {}

    Mischief(DevicePlan plan, SchedulingDomain domain, Crew crew, EntryBook book) {
        this.plan = plan;
        this.domain = domain;
        this.crew = crew;
        this.book = book;
        random = plan.random.split();
    }

    /** Waits a little and then does something, or nothing. Near the end of the round links only come back, or entries would stay for ever. */
    void act(boolean isNearTheEnd) {
        LockSupport.parkNanos(random.nextLong(LONGEST_NAP_NANOS));
        if (plan.flushes && isOneIn(20)) {
            domain.flush(random.nextInt(plan.topology.configuration().queues().size()), book::flushed);
        }
        if (plan.interrupts && isOneIn(10)) {
            interruptOne();
        }
        if (plan.relinks && isOneIn(4)) {
            relink(!isNearTheEnd && isOneIn(3));
        }
        if (isOneIn(20)) {
            domain.report();
        }
        if (isOneIn(20)) {
            domain.port(random.nextInt(plan.ports)).wake();
        }
    }

    private boolean isOneIn(int many) {
        return random.nextInt(many) == 0;
    }

    private void relink(boolean takesAway) {
        Port port = domain.port(random.nextInt(plan.ports));
        List<LinkConfiguration> links = port.links();
        if (takesAway && unlinked.size() < MOST_UNLINKED && !links.isEmpty()) {
            int queue = links.get(random.nextInt(links.size())).queue();
            port.unlink(queue);
            unlinked.add(new Unlinked(port, queue));
        } else if (!unlinked.isEmpty()) {
            Unlinked back = unlinked.remove();
            back.port().link(new LinkConfiguration(back.queue(), random.nextInt(EntryPriority.LEVELS)));
        }
        port.unlinksInProgress();
    }

    private void interruptOne() {
        Thread[] present = crew.present().toArray(Thread[]::new);
        if (present.length > 0) {
            present[random.nextInt(present.length)].interrupt();
        }
    }
}
