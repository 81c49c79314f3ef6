package io.millrace.core;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Holds a configuration against what a device has. The same for all devices, so that the same mistake gets the same sentence everywhere. */
public final class ConfigurationCheck {

    private final DomainConfiguration configuration;
    private final Device device;
    private final DeviceLimits limits;

    private ConfigurationCheck(DomainConfiguration configuration, Device device) {
        this.configuration = configuration;
        this.device = device;
        this.limits = device.limits();
    }

    /**
     * Does nothing if the device can have such a domain.
     *
     * @throws ConfigurationException otherwise, with the first thing that is wrong
     */
    public static void check(DomainConfiguration configuration, Device device) {
        ConfigurationCheck check = new ConfigurationCheck(configuration, device);
        check.sizes();
        configuration.queues().forEach(check::queue);
        for (int port = 0; port < configuration.ports().size(); port++) {
            check.port(port, configuration.ports().get(port));
        }
        for (int queue = 0; queue < configuration.queues().size(); queue++) {
            check.linksOf(queue, configuration.queues().get(queue));
        }
    }

    /**
     * Does nothing if a port of an open domain can be linked to a queue.
     *
     * @param configuration the domain as it would be with the link
     * @throws ConfigurationException otherwise, with the first thing that is wrong
     */
    public static void checkLink(DomainConfiguration configuration, int port, int queue, Device device) {
        ConfigurationCheck check = new ConfigurationCheck(configuration, device);
        check.require(DeviceCapability.RUNTIME_LINKS, "port " + port);
        check.port(port, configuration.ports().get(port));
        check.linksOf(queue, configuration.queues().get(queue));
    }

    private void sizes() {
        if (configuration.queues().isEmpty() || configuration.ports().isEmpty()) {
            throw refusal(
                    ConfigurationRefusal.EMPTY,
                    "a domain needs a queue and a port: queues="
                            + configuration.queues().size() + ", ports="
                            + configuration.ports().size());
        }
        within(ConfigurationRefusal.CREDITS, "credits of the domain", configuration.creditLimit(), limits.credits());
        within(
                ConfigurationRefusal.QUEUES,
                "queues of the domain",
                configuration.queues().size(),
                limits.queues());
        within(
                ConfigurationRefusal.PORTS,
                "ports of the domain",
                configuration.ports().size(),
                limits.ports());
    }

    private void queue(QueueConfiguration queue) {
        String name = "queue " + queue.name();
        require(DeviceCapability.valueOf(queue.type().name()), name);
        if (queue.type().hasFlows()) {
            within(ConfigurationRefusal.FLOWS, "flows of " + name, queue.flowLimit(), limits.flowsPerQueue());
        }
        within(
                ConfigurationRefusal.DEQUEUE_DEPTH,
                "delivery depth of " + name,
                queue.deliveryDepth(),
                QueueConfiguration.WHOLE_BURST);
        if (queue.type() == SchedulingType.ORDERED) {
            int most = Math.min(limits.reorderWindow(), Math.max(1, configuration.creditLimit() / 2));
            within(
                    ConfigurationRefusal.REORDER_WINDOW,
                    "reorder window (at most half the credits) of " + name,
                    queue.reorderWindow(),
                    most);
        }
        if (queue.weight() != 1) {
            require(DeviceCapability.QUEUE_WEIGHTS, name);
            within(ConfigurationRefusal.WEIGHT, "weight of " + name, queue.weight(), QueueConfiguration.MAX_WEIGHT);
        }
        if (queue.executionCredits() != QueueConfiguration.NO_LIMIT) {
            require(DeviceCapability.EXECUTION_CREDITS, name);
            within(
                    ConfigurationRefusal.EXECUTION_CREDITS,
                    "execution credits of " + name,
                    queue.executionCredits(),
                    configuration.creditLimit());
        }
    }

    private void port(int id, PortConfiguration port) {
        String name = "port " + id;
        if (port.links().isEmpty()) {
            throw refusal(ConfigurationRefusal.UNLINKED_PORT, "no queue is linked to it: port=" + id);
        }
        within(ConfigurationRefusal.LINKS, "links of " + name, port.links().size(), limits.linksPerPort());
        within(ConfigurationRefusal.DEQUEUE_DEPTH, "claim depth of " + name, port.claimDepth(), limits.dequeueDepth());
        if (port.newEntryThreshold() != PortConfiguration.NO_THRESHOLD) {
            within(
                    ConfigurationRefusal.NEW_ENTRY_THRESHOLD,
                    "new entry threshold of " + name,
                    port.newEntryThreshold(),
                    configuration.creditLimit());
        }
        if (!port.implicitRelease()) {
            require(DeviceCapability.EXPLICIT_RELEASE, name);
        }
        if (port.holdLimit() != PortConfiguration.NO_LIMIT) {
            require(DeviceCapability.HOLD_LIMIT, name);
            within(
                    ConfigurationRefusal.HOLD_LIMIT,
                    "limit of held entries of " + name,
                    port.holdLimit(),
                    configuration.creditLimit());
        }
        links(id, port);
        if (port.wakeThreshold() != 1) {
            wakeThreshold(id, port);
        }
    }

    private void links(int id, PortConfiguration port) {
        Set<Integer> seen = new HashSet<>();
        for (LinkConfiguration link : port.links()) {
            if (link.queue() >= configuration.queues().size() || !seen.add(link.queue())) {
                throw refusal(
                        ConfigurationRefusal.UNKNOWN_QUEUE,
                        "a link names a queue that exists, once: port=" + id + ", queue=" + link.queue() + ", queues="
                                + configuration.queues().size());
            }
            boolean directed = configuration.queues().get(link.queue()).type() == SchedulingType.DIRECTED;
            if (directed && port.links().size() > 1) {
                require(DeviceCapability.DIRECTED_ON_SHARED_PORT, "port " + id);
            }
        }
    }

    /** Entries of other types must not lie beside an idle port, and how many wait in an atomic queue is not known: it knows which flows are ready. */
    private void wakeThreshold(int id, PortConfiguration port) {
        require(DeviceCapability.WAKE_THRESHOLD, "port " + id);
        within(
                ConfigurationRefusal.WAKE_THRESHOLD,
                "threshold for waking port " + id,
                port.wakeThreshold(),
                configuration.creditLimit());
        for (LinkConfiguration link : port.links()) {
            QueueConfiguration queue = configuration.queues().get(link.queue());
            if (queue.type() != SchedulingType.DIRECTED) {
                throw refusal(
                        ConfigurationRefusal.WAKE_THRESHOLD,
                        "a port with a threshold for waking serves directed queues only: port=" + id
                                + ", wakeThreshold=" + port.wakeThreshold() + ", queue=" + queue.name() + ", type="
                                + queue.type());
            }
        }
    }

    private void linksOf(int id, QueueConfiguration queue) {
        List<PortConfiguration> linked = configuration.ports().stream()
                .filter(port -> port.links().stream().anyMatch(link -> link.queue() == id))
                .toList();
        if (linked.isEmpty()) {
            throw refusal(ConfigurationRefusal.UNLINKED_QUEUE, "no port is linked to it: queue=" + queue.name());
        }
        if (queue.type() == SchedulingType.DIRECTED && linked.size() != 1) {
            throw refusal(
                    ConfigurationRefusal.DIRECTED_LINKS,
                    "a directed queue has exactly one link: queue=" + queue.name() + ", links=" + linked.size());
        }
    }

    private void require(DeviceCapability capability, String asker) {
        if (!device.capabilities().contains(capability)) {
            throw refusal(
                    ConfigurationRefusal.CAPABILITY,
                    asker + " needs what the device does not have: capability=" + capability + ", device="
                            + device.name());
        }
    }

    private void within(ConfigurationRefusal refusal, String what, int asked, int limit) {
        if (asked < 1 || asked > limit) {
            throw refusal(
                    refusal,
                    what + " out of range: asked=" + asked + ", least=1, most=" + limit + ", device=" + device.name());
        }
    }

    private static ConfigurationException refusal(ConfigurationRefusal refusal, String message) {
        return new ConfigurationException(refusal, message);
    }
}
