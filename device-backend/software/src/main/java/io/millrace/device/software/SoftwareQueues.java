package io.millrace.device.software;

import io.millrace.core.QueueConfiguration;
import io.millrace.core.domain.Actor;
import io.millrace.core.domain.DeviceDomain;
import io.millrace.core.domain.DevicePort;
import io.millrace.core.domain.DeviceQueue;
import io.millrace.core.domain.ExecutionCredits;
import io.millrace.core.domain.PortSet;
import io.millrace.core.domain.QueueMaker;
import org.jspecify.annotations.Nullable;

/** The queues of one domain of the software device, which share the cells of their flows. */
final class SoftwareQueues implements QueueMaker {

    private final ChunkPool chunks;

    SoftwareQueues(int credits) {
        chunks = new ChunkPool(credits);
    }

    @Override
    public DeviceQueue queue(DeviceDomain domain, int id, PortSet linked, @Nullable ExecutionCredits credits) {
        QueueConfiguration queue = domain.configuration().queues().get(id);
        return switch (queue.type()) {
            case UNORDERED, DIRECTED -> new RingQueue(domain, linked, queue, credits);
            case ATOMIC -> new AtomicQueue(domain, id, linked, queue, credits, chunks);
            case ORDERED -> new OrderedQueue(domain, linked, queue, credits, chunks);
        };
    }

    @Override
    public Actor actor(DeviceDomain domain, int stripe, @Nullable DevicePort port) {
        return new DepartingActor(domain, stripe, port);
    }
}
