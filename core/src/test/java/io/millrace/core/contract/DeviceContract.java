package io.millrace.core.contract;

import io.millrace.core.Device;
import io.millrace.core.DeviceCapability;
import io.millrace.core.DeviceLimits;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.PortConfiguration;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.SchedulingType;
import org.junit.jupiter.api.Assumptions;

/** What every suite of the contract stands on. A subclass for a device implements {@link #device()} and nothing else. */
public abstract class DeviceContract {

    /** Returns the device under test, or aborts the test if it is absent on this machine. */
    protected abstract Device device();

    /** Opens a domain, or skips the test if the device does not have what it needs. */
    final DomainUnderTest open(DomainConfiguration configuration) {
        requireFor(configuration);
        return new DomainUnderTest(device().open(configuration));
    }

    /** Opens and starts a domain, or skips the test if the device does not have what it needs. */
    final DomainUnderTest start(DomainConfiguration.Builder configuration) {
        return open(configuration.build()).started();
    }

    final void require(DeviceCapability capability) {
        assume(device().capabilities().contains(capability), "capability=" + capability);
    }

    final void assume(boolean holds, String need) {
        if (!holds) {
            String reason =
                    "skipped, the device does not have what the test needs: device=" + device().name() + ", " + need;
            System.out.println(reason);
            Assumptions.abort(reason);
        }
    }

    /** Returns a port that releases explicitly, with the usual claim depth. */
    static PortConfiguration worker(int... queues) {
        return PortConfiguration.linkedTo(queues).withExplicitRelease();
    }

    /** Returns a queue of the type; flows and window only where the type has them. */
    static QueueConfiguration queue(SchedulingType type, int flows, int window) {
        return switch (type) {
            case UNORDERED -> QueueConfiguration.unordered("unordered");
            case ATOMIC -> QueueConfiguration.atomic("atomic", flows);
            case ORDERED -> QueueConfiguration.ordered("ordered", flows, window);
            case DIRECTED -> QueueConfiguration.directed("directed");
        };
    }

    private void requireFor(DomainConfiguration configuration) {
        DeviceLimits limits = device().limits();
        atMost("credits", configuration.creditLimit(), limits.credits());
        atMost("queues", configuration.queues().size(), limits.queues());
        atMost("ports", configuration.ports().size(), limits.ports());
        for (QueueConfiguration queue : configuration.queues()) {
            require(DeviceCapability.valueOf(queue.type().name()));
            atMost("flows", queue.flowLimit(), limits.flowsPerQueue());
            atMost("window", queue.reorderWindow(), limits.reorderWindow());
            if (queue.weight() != 1) {
                require(DeviceCapability.QUEUE_WEIGHTS);
            }
            if (queue.executionCredits() != QueueConfiguration.NO_LIMIT) {
                require(DeviceCapability.EXECUTION_CREDITS);
            }
        }
        for (PortConfiguration port : configuration.ports()) {
            atMost("links", port.links().size(), limits.linksPerPort());
            atMost("claims", port.claimDepth(), limits.dequeueDepth());
            if (port.holdLimit() != PortConfiguration.NO_LIMIT) {
                require(DeviceCapability.HOLD_LIMIT);
            }
            if (port.wakeThreshold() != 1) {
                require(DeviceCapability.WAKE_THRESHOLD);
            }
            if (!port.implicitRelease()) {
                require(DeviceCapability.EXPLICIT_RELEASE);
            }
            boolean directed = port.links().stream()
                    .anyMatch(link -> configuration.queues().get(link.queue()).type() == SchedulingType.DIRECTED);
            if (directed && port.links().size() > 1) {
                require(DeviceCapability.DIRECTED_ON_SHARED_PORT);
            }
        }
    }

    private void atMost(String what, int needed, int limit) {
        assume(needed <= limit, what + "=" + needed + ", limit=" + limit);
    }
}
