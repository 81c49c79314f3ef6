package io.millrace.samples.evtest;

import io.millrace.core.QueueConfiguration;
import io.millrace.core.SchedulingType;
import org.jspecify.annotations.Nullable;

/** A fault to be planted, so that one can see the checks find it. */
enum Plant {
    /** Ordered queues restore no order. */
    SKIP_REORDER(SchedulingType.ORDERED),
    /** Atomic queues share their flows between ports. */
    SHARE_FLOW(SchedulingType.ATOMIC),
    /** One entry vanishes at its delivery. */
    LOSE(null),
    /** One entry is delivered twice. */
    REPEAT(null);

    private final @Nullable SchedulingType spoilt;

    Plant(@Nullable SchedulingType spoilt) {
        this.spoilt = spoilt;
    }

    /** Whether queues of a type are opened as unordered ones, one entry a delivery, while the checks know nothing of it. */
    boolean spoils(SchedulingType type) {
        return type == spoilt;
    }

    /** Whether queues of some type are spoilt. Such a fault shows only between two workers. */
    boolean spoilsQueues() {
        return spoilt != null;
    }

    QueueConfiguration applyTo(QueueConfiguration queue) {
        return spoils(queue.type()) ? QueueConfiguration.unordered(queue.name()).withDeliveryDepth(1) : queue;
    }
}
