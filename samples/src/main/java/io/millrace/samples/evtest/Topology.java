package io.millrace.samples.evtest;

import io.millrace.core.DomainConfiguration;
import io.millrace.core.EntryHeader;
import io.millrace.core.EntryPriority;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.SchedulingType;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A domain, and the paths that entries take through it. The flow of an entry decides its path, its priority at each step and the flow that it has in
 * each queue, so all entries of a flow fare alike and none overtakes another by right.
 *
 * @param configuration the domain
 * @param flows flows that entries are made of
 * @param paths the paths; flow {@code f} takes the one at {@code f % paths.size()}
 * @param prioritised whether flows differ in their priorities
 * @param hotFlow whether every other entry belongs to flow 0
 */
record Topology(DomainConfiguration configuration, int flows, List<Path> paths, boolean prioritised, boolean hotFlow) {

    Path path(int flow) {
        return paths.get(flow % paths.size());
    }

    /** The flow of an entry by the producer that brings it and its number there. */
    int flowOf(int producer, int number) {
        if (hotFlow) {
            return (number & 1) == 0 ? 0 : (producer + (number >> 1)) % flows;
        }
        return (producer + number) % flows;
    }

    /** The flow that an entry has in a queue: several flows may share one there. */
    int flowIn(int queue, int flow) {
        QueueConfiguration configured = configuration.queues().get(queue);
        return configured.type().hasFlows() ? flow % configured.flowLimit() : flow;
    }

    long header(int flow, int step) {
        int queue = path(flow).queue(step);
        int priority = prioritised ? (flow + step) % EntryPriority.LEVELS : EntryPriority.NORMAL;
        return EntryHeader.withStage(
                EntryHeader.withPriority(EntryHeader.of(queue, flowIn(queue, flow)), priority), step);
    }

    /** The most steps of a path. */
    int steps() {
        return paths.stream().mapToInt(Path::length).max().orElse(0);
    }

    SchedulingType type(int queue) {
        return configuration.queues().get(queue).type();
    }

    /** The ports that are linked to a queue. */
    int[] linked(int queue) {
        return IntStream.range(0, configuration.ports().size())
                .filter(port ->
                        configuration.ports().get(port).links().stream().anyMatch(link -> link.queue() == queue))
                .toArray();
    }
}
