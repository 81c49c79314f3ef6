package io.millrace.core.driver;

import io.millrace.core.ConfigurationException;
import io.millrace.core.ConfigurationRefusal;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.SchedulingType;
import io.millrace.core.Surroundings;
import io.millrace.core.domain.DeviceDomain;
import io.millrace.core.domain.DeviceQueue;
import io.millrace.core.domain.ExecutionCredits;
import io.millrace.core.domain.PortSet;
import io.millrace.core.domain.QueueMaker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The queues of one domain of a driver, and the session that they share.
 *
 * <p>The ports of the driver are shared out: a few are ways in; each directed or unordered queue has one lane, since it is finished with an event when
 * that is read; the others have as many as there are ports linked to them, or fewer if the driver has not so many.
 */
final class DriverQueues implements QueueMaker {

    static final int MOST_WAYS_IN = 4;

    private final DomainConfiguration configuration;
    private final EventDriver driver;
    private final EventSession session;
    private final Lane[][] lanes;
    private final WayIn[] waysIn;
    private final LaneQueue[] queues;
    private final Lock scheduling = new ReentrantLock();
    private final Lock books = new ReentrantLock();
    private final boolean isDriven;

    // Written under the lock.
    private boolean closed;
    private volatile int drives;

    DriverQueues(DomainConfiguration configuration, EventDriver driver) {
        this.configuration = configuration;
        this.driver = driver;
        Set<DriverTrait> traits = driver.traits();
        DriverLimits limits = driver.limits();
        isDriven = traits.contains(DriverTrait.DRIVEN);
        boolean takesAll = traits.contains(DriverTrait.TAKES_ALL);
        int count = configuration.queues().size();
        waysIn = new WayIn[traits.contains(DriverTrait.SHARED_PORTS) ? 1 : Math.min(MOST_WAYS_IN, count)];
        int[] share = share(limits.ports() - waysIn.length);
        session = driver.open(plan(limits, share));
        int port = 0;
        for (int i = 0; i < waysIn.length; i++) {
            waysIn[i] = new WayIn(session, port++, traits);
        }
        lanes = new Lane[count][];
        for (int queue = 0; queue < count; queue++) {
            lanes[queue] = new Lane[share[queue]];
            for (int i = 0; i < share[queue]; i++) {
                lanes[queue][i] = new Lane(session, port++, i, limits, takesAll);
            }
        }
        queues = new LaneQueue[count];
    }

    /** Returns how many lanes each queue gets. */
    private int[] share(int ports) {
        int[] wanted = IntStream.range(0, configuration.queues().size())
                .map(this::wantedLanes)
                .toArray();
        int most = Arrays.stream(wanted).max().orElse(1);
        while (most > 1 && sum(wanted, most) > ports) {
            most--;
        }
        if (sum(wanted, most) > ports) {
            throw new ConfigurationException(
                    ConfigurationRefusal.QUEUES,
                    "queues of the domain need more ports than the driver has: queues=" + wanted.length + ", most="
                            + ports + ", driver=" + driver.name());
        }
        int limit = most;
        return Arrays.stream(wanted).map(lanes -> Math.min(lanes, limit)).toArray();
    }

    private static int sum(int[] wanted, int most) {
        return Arrays.stream(wanted).map(lanes -> Math.min(lanes, most)).sum();
    }

    private int wantedLanes(int queue) {
        SchedulingType type = configuration.queues().get(queue).type();
        if (type == SchedulingType.UNORDERED || type == SchedulingType.DIRECTED) {
            return 1;
        }
        return (int) configuration.ports().stream()
                .filter(port -> port.links().stream().anyMatch(link -> link.queue() == queue))
                .count();
    }

    private DriverPlan plan(DriverLimits limits, int[] share) {
        List<DriverPlan.QueuePlan> plans = configuration.queues().stream()
                .map(queue -> new DriverPlan.QueuePlan(
                        queue.type(), queue.type().hasFlows() ? Math.min(queue.flowLimit(), limits.flows()) : 1))
                .toList();
        List<DriverPlan.PortPlan> ports = new ArrayList<>();
        for (int i = 0; i < waysIn.length; i++) {
            ports.add(new DriverPlan.PortPlan(DriverPlan.PortPlan.NONE));
        }
        for (int queue = 0; queue < share.length; queue++) {
            for (int i = 0; i < share[queue]; i++) {
                ports.add(new DriverPlan.PortPlan(queue));
            }
        }
        return new DriverPlan(limits.events(), plans, ports);
    }

    @Override
    public DeviceQueue queue(DeviceDomain domain, int id, PortSet linked, @Nullable ExecutionCredits credits) {
        QueueConfiguration queue = configuration.queues().get(id);
        LaneQueue.Place place = new LaneQueue.Place(domain, this, id, linked, queue.deliveryDepth(), credits);
        queues[id] = switch (queue.type()) {
            case UNORDERED, DIRECTED -> new PlainLanes(place);
            case ATOMIC -> new AtomicLanes(place, queue.flowLimit());
            case ORDERED -> new OrderedLanes(place, queue);
        };
        return queues[id];
    }

    // What the queues share.

    Lane[] lanes(int queue) {
        return lanes[queue];
    }

    WayIn wayIn(int queue) {
        return waysIn[queue % waysIn.length];
    }

    /** Returns what is held while the books of ordered queues are written. */
    Lock books() {
        return books;
    }

    LaneQueue queue(int id) {
        return queues[id];
    }

    /** Moves events on that were sent before. */
    void schedule() {
        int left = Integer.MAX_VALUE;
        int before;
        do {
            before = left;
            left = handIn();
            if (isDriven) {
                drive();
            }
        } while (left > 0 && left < before);
    }

    /** Hands in what was sent. Returns how many events the driver did not take. */
    private int handIn() {
        int left = 0;
        for (WayIn wayIn : waysIn) {
            left += wayIn.flush();
        }
        for (Lane[] some : lanes) {
            for (Lane lane : some) {
                left += lane.flush();
            }
        }
        return left;
    }

    private void drive() {
        // Who drives already may have passed what the caller looks for; who begins later will not.
        int before = drives;
        Surroundings.lock(scheduling);
        try {
            if (!closed && drives == before) {
                drives = before + 1;
                session.schedule();
            }
        } finally {
            scheduling.unlock();
        }
    }

    /** Rings for all queues in which something may have come to light. */
    void ringForAll() {
        for (LaneQueue queue : queues) {
            queue.ring(null);
        }
    }

    @Override
    public void close() {
        Surroundings.lock(scheduling);
        try {
            if (closed) {
                return;
            }
            closed = true;
            for (WayIn wayIn : waysIn) {
                wayIn.close();
            }
            for (Lane[] some : lanes) {
                for (Lane lane : some) {
                    lane.close();
                }
            }
            session.close(event -> {});
        } finally {
            scheduling.unlock();
        }
    }
}
