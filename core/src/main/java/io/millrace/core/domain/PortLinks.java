package io.millrace.core.domain;

import io.millrace.core.EntryPriority;
import io.millrace.core.LinkConfiguration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The links of a port at one time, and the queues in the order in which the port looks at them. */
final class PortLinks {

    private final List<LinkConfiguration> links;
    private final int[][] queuesByPriority;

    PortLinks(List<LinkConfiguration> links) {
        this.links = links;
        queuesByPriority = IntStream.range(0, EntryPriority.LEVELS)
                .mapToObj(priority -> links.stream()
                        .filter(link -> link.priority() == priority)
                        .mapToInt(LinkConfiguration::queue)
                        .toArray())
                .filter(queues -> queues.length > 0)
                .toArray(int[][]::new);
    }

    List<LinkConfiguration> all() {
        return links;
    }

    /** Returns the queues of equal rank in arrays, the highest rank first. */
    int[][] queuesByPriority() {
        return queuesByPriority;
    }

    boolean contains(int queue) {
        return links.stream().anyMatch(link -> link.queue() == queue);
    }

    PortLinks with(LinkConfiguration link) {
        return new PortLinks(
                Stream.concat(others(link.queue()), Stream.of(link)).toList());
    }

    PortLinks without(int queue) {
        return new PortLinks(others(queue).toList());
    }

    private Stream<LinkConfiguration> others(int queue) {
        return links.stream().filter(link -> link.queue() != queue);
    }
}
