package io.millrace.core.driver;

import io.millrace.core.Operation;
import io.millrace.core.SchedulingType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A session of a {@link ModelDriver}. One lock stands for the rings by which a real one passes events between threads. */
final class ModelSession implements EventSession {

    private static final int CQ_DEPTH = 128;

    private final List<ModelPort> ports = new ArrayList<>();
    private final List<ModelQueue> queues = new ArrayList<>();
    private final Set<DriverTrait> traits;
    private final int room;
    private boolean closed;

    ModelSession(DriverPlan plan, Set<DriverTrait> traits, int room) {
        this.traits = traits;
        this.room = room;
        plan.queues().forEach(queue -> queues.add(new ModelQueue(queue)));
        for (DriverPlan.PortPlan port : plan.ports()) {
            ModelPort made = new ModelPort();
            ports.add(made);
            if (port.queue() != DriverPlan.PortPlan.NONE) {
                queues.get(port.queue()).lanes.add(made);
            }
        }
    }

    @Override
    public synchronized boolean enqueue(int port, long event) {
        ModelPort at = ports.get(port);
        if (closed) {
            return false;
        }
        if (!traits.contains(DriverTrait.TAKES_ALL) && at.in.size() >= room) {
            return false;
        }
        at.in.add(event);
        if (!traits.contains(DriverTrait.DRIVEN)) {
            schedule();
        }
        return true;
    }

    @Override
    public synchronized int enqueue(int port, long[] events, int begin, int end) {
        int taken = 0;
        while (begin + taken < end && enqueue(port, events[begin + taken])) {
            taken++;
        }
        return taken;
    }

    @Override
    public synchronized int dequeue(int port, long[] events, int most) {
        ModelPort at = ports.get(port);
        int count = 0;
        while (count < most && !at.out.isEmpty()) {
            events[count++] = at.out.remove();
            at.unfinished++;
        }
        if (!traits.contains(DriverTrait.DRIVEN)) {
            schedule();
        }
        return count;
    }

    @Override
    public synchronized void schedule() {
        boolean moved = true;
        while (moved) {
            moved = false;
            for (ModelPort port : ports) {
                moved |= pull(port);
            }
            for (ModelQueue queue : queues) {
                moved |= queue.leave();
                moved |= queue.schedule();
            }
        }
    }

    @Override
    public synchronized void close(LongConsumer left) {
        closed = true;
        queues.forEach(queue -> queue.waiting.forEach(left::accept));
        ports.forEach(port -> port.out.forEach(left::accept));
    }

    private boolean pull(ModelPort port) {
        boolean moved = !port.in.isEmpty();
        while (!port.in.isEmpty()) {
            long event = port.in.remove();
            if (Event.operation(event) == Operation.NEW) {
                queues.get(Event.queue(event)).waiting.add(event);
            } else if (port.unfinished > 0) {
                port.unfinished--;
                finish(port, Event.operation(event) == Operation.FORWARD ? event : null);
            }
        }
        return moved;
    }

    /** Finishes the oldest event of a port. */
    private void finish(ModelPort port, @Nullable Long forwarded) {
        History oldest = port.history.remove();
        if (oldest.queue.type() == SchedulingType.ORDERED) {
            oldest.isDone = true;
            oldest.forwarded = forwarded;
        } else {
            oldest.queue.unpin(oldest.flow);
            if (forwarded != null) {
                queues.get(Event.queue(forwarded)).waiting.add(forwarded);
            }
        }
    }

    /** An event that was put before a port. */
    private static final class History {

        private final ModelQueue queue;
        private final int flow;
        private boolean isDone;
        private @Nullable Long forwarded;

        History(ModelQueue queue, int flow) {
            this.queue = queue;
            this.flow = flow;
        }
    }

    private static final class ModelPort {

        private final ArrayDeque<Long> in = new ArrayDeque<>();
        private final ArrayDeque<Long> out = new ArrayDeque<>();
        private final ArrayDeque<History> history = new ArrayDeque<>();
        private int unfinished;
    }

    private final class ModelQueue {

        private final DriverPlan.QueuePlan plan;
        private final List<ModelPort> lanes = new ArrayList<>();
        private final ArrayDeque<Long> waiting = new ArrayDeque<>();
        private final ArrayDeque<History> order = new ArrayDeque<>();
        private final Map<Integer, ModelPort> pins = new HashMap<>();
        private final Map<Integer, Integer> pinned = new HashMap<>();
        private final Set<Integer> stopped = new HashSet<>();
        private int next;

        ModelQueue(DriverPlan.QueuePlan plan) {
            this.plan = plan;
        }

        SchedulingType type() {
            return plan.type();
        }

        void unpin(int flow) {
            if (type() == SchedulingType.ATOMIC && pinned.merge(flow, -1, Integer::sum) == 0) {
                pins.remove(flow);
            }
        }

        /** Puts what waits before ports that have room. */
        boolean schedule() {
            boolean moved = false;
            for (int i = waiting.size(); i > 0; i--) {
                long event = waiting.remove();
                int flow = Event.flow(event) % plan.flows();
                ModelPort lane = type() == SchedulingType.ATOMIC ? laneOf(flow) : nextLane();
                if (lane.out.size() == CQ_DEPTH || stops(flow)) {
                    waiting.add(event);
                    stopped.add(flow);
                    continue;
                }
                put(event, flow, lane);
                moved = true;
            }
            stopped.clear();
            return moved;
        }

        /** What cannot go stops those behind it: of its flow, or of all in an ordered or directed queue. */
        private boolean stops(int flow) {
            return type() == SchedulingType.ATOMIC ? stopped.contains(flow) : !stopped.isEmpty();
        }

        private void put(long event, int flow, ModelPort lane) {
            History history = new History(this, flow);
            lane.out.add(event);
            lane.history.add(history);
            if (type() == SchedulingType.ORDERED) {
                order.add(history);
            } else if (type() == SchedulingType.ATOMIC) {
                pins.put(flow, lane);
                pinned.merge(flow, 1, Integer::sum);
            }
        }

        private ModelPort laneOf(int flow) {
            ModelPort pin = pins.get(flow);
            if (pin != null) {
                return pin;
            }
            ModelPort emptiest = nextLane();
            for (ModelPort lane : lanes) {
                emptiest = lane.out.size() < emptiest.out.size() ? lane : emptiest;
            }
            return emptiest;
        }

        private ModelPort nextLane() {
            ModelPort lane = lanes.get(next);
            for (int i = 0; i < lanes.size(); i++) {
                lane = lanes.get(next);
                next = (next + 1) % lanes.size();
                if (lane.out.size() < CQ_DEPTH) {
                    break;
                }
            }
            return lane;
        }

        /** Lets what is done at the front of the order leave. */
        boolean leave() {
            boolean moved = false;
            for (History head = order.peek(); head != null && head.isDone; head = order.peek()) {
                order.remove();
                moved = true;
                if (head.forwarded != null) {
                    queues.get(Event.queue(head.forwarded)).waiting.add(head.forwarded);
                }
            }
            return moved;
        }
    }
}
