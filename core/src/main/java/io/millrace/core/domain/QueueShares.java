package io.millrace.core.domain;

/**
 * Says which of several queues of equal rank a port looks at first, so that what is delivered to it keeps to the weights.
 *
 * <p>Idea: stride scheduling (Waldspurger and Weihl 1995). Each entry that is delivered takes its queue a stride further, a short one if the queue is heavy; the
 * queue that is least far goes next. Whole deliveries, claims and turns may upset this for a while, since they are counted afterwards and made up for.
 *
 * <p>A queue that lies behind the one that goes next was empty, or it would go next. It is moved up, so that it does not get later what it could not use.
 *
 * <p>Used by the thread of the port alone.
 */
final class QueueShares {

    /** How far an entry takes a queue of weight 1. Only differences matter, so the sum may wrap. */
    private static final long UNIT = 1 << 20;

    private final DeviceDomain domain;
    private final PortCounters counters;
    private final long[] reached;
    private final long[] counted;

    QueueShares(DeviceDomain domain, PortCounters counters, int queues) {
        this.domain = domain;
        this.counters = counters;
        reached = new long[queues];
        counted = new long[queues];
        for (int queue = 0; queue < queues; queue++) {
            counted[queue] = counters.deliveredFrom(queue);
        }
    }

    /** Returns the queue to look at first, or -1 if all are empty. */
    int next(int[] queues) {
        int next = -1;
        for (int queue : queues) {
            long delivered = counters.deliveredFrom(queue);
            reached[queue] +=
                    (delivered - counted[queue]) * (UNIT / domain.weights().get(queue));
            counted[queue] = delivered;
            boolean isFirst = next < 0 || reached[queue] - reached[next] < 0;
            if (isFirst && !domain.queue(queue).isEmpty()) {
                next = queue;
            }
        }
        for (int queue : queues) {
            if (next >= 0 && reached[queue] - reached[next] < 0) {
                reached[queue] = reached[next];
            }
        }
        return next;
    }
}
