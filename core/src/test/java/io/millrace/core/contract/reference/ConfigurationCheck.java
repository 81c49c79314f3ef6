package io.millrace.core.contract.reference;

import io.millrace.core.ConfigurationException;
import io.millrace.core.ConfigurationRefusal;
import io.millrace.core.DeviceLimits;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.LinkConfiguration;
import io.millrace.core.PortConfiguration;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.SchedulingType;
import java.util.HashSet;
import java.util.Set;

/** Refuses what the device cannot keep. */
final class ConfigurationCheck {

    private ConfigurationCheck() {}

    static void check(DomainConfiguration configuration, DeviceLimits limits) {
        int queues = configuration.queues().size();
        refuse(queues == 0, ConfigurationRefusal.EMPTY, "queues", queues, 1);
        refuse(configuration.ports().isEmpty(), ConfigurationRefusal.EMPTY, "ports", 0, 1);
        int credits = configuration.creditLimit();
        refuse(
                credits < 1 || credits > limits.credits(),
                ConfigurationRefusal.CREDITS,
                "credits",
                credits,
                limits.credits());
        refuse(queues > limits.queues(), ConfigurationRefusal.QUEUES, "queues", queues, limits.queues());
        int ports = configuration.ports().size();
        refuse(ports > limits.ports(), ConfigurationRefusal.PORTS, "ports", ports, limits.ports());
        configuration.queues().forEach(queue -> checkQueue(queue, credits, limits));
        int[] links = new int[queues];
        configuration.ports().forEach(port -> checkPort(port, links, credits, limits));
        configuration.ports().forEach(port -> checkLimits(port, configuration));
        for (int i = 0; i < queues; i++) {
            boolean directed = configuration.queues().get(i).type() == SchedulingType.DIRECTED;
            refuse(links[i] == 0, ConfigurationRefusal.UNLINKED_QUEUE, "links", 0, 1);
            refuse(directed && links[i] > 1, ConfigurationRefusal.DIRECTED_LINKS, "links", links[i], 1);
        }
    }

    private static void checkQueue(QueueConfiguration queue, int credits, DeviceLimits limits) {
        int flows = queue.flowLimit();
        refuse(
                flows < 1 || flows > limits.flowsPerQueue(),
                ConfigurationRefusal.FLOWS,
                "flows",
                flows,
                limits.flowsPerQueue());
        int delivery = queue.deliveryDepth();
        refuse(delivery < 1, ConfigurationRefusal.DEQUEUE_DEPTH, "delivery depth", delivery, Integer.MAX_VALUE);
        int weight = queue.weight();
        boolean unequal = weight < 1 || weight > QueueConfiguration.MAX_WEIGHT;
        refuse(unequal, ConfigurationRefusal.WEIGHT, "weight", weight, QueueConfiguration.MAX_WEIGHT);
        int executing = queue.executionCredits();
        boolean outside = executing < 1 || executing > credits && executing != QueueConfiguration.NO_LIMIT;
        refuse(outside, ConfigurationRefusal.EXECUTION_CREDITS, "execution credits", executing, credits);
        if (queue.type() == SchedulingType.ORDERED) {
            int window = queue.reorderWindow();
            int limit = Math.min(limits.reorderWindow(), credits - 1);
            refuse(window < 1 || window > limit, ConfigurationRefusal.REORDER_WINDOW, "window", window, limit);
        }
    }

    private static void checkPort(PortConfiguration port, int[] linksOfQueue, int credits, DeviceLimits limits) {
        refuse(port.links().isEmpty(), ConfigurationRefusal.UNLINKED_PORT, "links", 0, 1);
        int links = port.links().size();
        Set<Integer> seen = new HashSet<>();
        for (LinkConfiguration link : port.links()) {
            int queue = link.queue();
            boolean known = queue < linksOfQueue.length && seen.add(queue);
            refuse(!known, ConfigurationRefusal.UNKNOWN_QUEUE, "queue", queue, linksOfQueue.length - 1);
            linksOfQueue[queue]++;
        }
        refuse(links > limits.linksPerPort(), ConfigurationRefusal.LINKS, "links", links, limits.linksPerPort());
        int depth = port.claimDepth();
        boolean tooDeep = depth < 1 || depth > limits.dequeueDepth();
        refuse(tooDeep, ConfigurationRefusal.DEQUEUE_DEPTH, "depth", depth, limits.dequeueDepth());
        int threshold = port.newEntryThreshold();
        boolean outside = threshold < 1 || threshold > credits && threshold != PortConfiguration.NO_THRESHOLD;
        refuse(outside, ConfigurationRefusal.NEW_ENTRY_THRESHOLD, "threshold", threshold, credits);
    }

    private static void checkLimits(PortConfiguration port, DomainConfiguration configuration) {
        int credits = configuration.creditLimit();
        int hold = port.holdLimit();
        boolean outside = hold < 1 || hold > credits && hold != PortConfiguration.NO_LIMIT;
        refuse(outside, ConfigurationRefusal.HOLD_LIMIT, "hold limit", hold, credits);
        int wake = port.wakeThreshold();
        boolean directed = port.links().stream()
                .map(link -> configuration.queues().get(link.queue()).type())
                .allMatch(SchedulingType.DIRECTED::equals);
        int most = directed ? credits : 1;
        refuse(wake < 1 || wake > most, ConfigurationRefusal.WAKE_THRESHOLD, "wake threshold", wake, most);
    }

    /** Checks a port of an open domain as it would be with a link to a queue, which would have so many in all. */
    static void checkLink(
            DomainConfiguration configuration,
            PortConfiguration port,
            int queue,
            int linksOfQueue,
            DeviceLimits limits) {
        int queues = configuration.queues().size();
        refuse(queue >= queues, ConfigurationRefusal.UNKNOWN_QUEUE, "queue", queue, queues - 1);
        int links = port.links().size();
        refuse(links > limits.linksPerPort(), ConfigurationRefusal.LINKS, "links", links, limits.linksPerPort());
        checkLimits(port, configuration);
        boolean directed = configuration.queues().get(queue).type() == SchedulingType.DIRECTED;
        refuse(directed && linksOfQueue > 1, ConfigurationRefusal.DIRECTED_LINKS, "links", linksOfQueue, 1);
    }

    private static void refuse(boolean refused, ConfigurationRefusal cause, String what, int asked, int available) {
        if (refused) {
            String message = "configuration refused: what=" + what + ", asked=" + asked + ", available=" + available;
            throw new ConfigurationException(cause, message);
        }
    }
}
