package io.millrace.core.contract.reference;

import io.millrace.core.EntryHeader;
import io.millrace.core.EntryPriority;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.SchedulingType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The undelivered entries of a queue, a list for each priority. Guarded by the lock of the domain. */
final class StageQueue {

    final int id;
    final QueueConfiguration configuration;
    final List<LinkedList<Entry>> levels = new ArrayList<>();
    final Map<Integer, Flow> flows = new HashMap<>();

    int weight;

    /** How many more entries the delivery that is being made may have. */
    int deliverable;

    long entered;
    long delivered;
    long flushed;

    /** Entries that are delivered and unfinished. */
    int executing;

    /** Only used with {@link Fault#SEQUENCE_OF_QUEUE}. */
    long appended;

    StageQueue(int id, QueueConfiguration configuration) {
        this.id = id;
        this.configuration = configuration;
        weight = configuration.weight();
        for (int i = 0; i < EntryPriority.LEVELS; i++) {
            levels.add(new LinkedList<>());
        }
    }

    SchedulingType type() {
        return configuration.type();
    }

    boolean hasFlows() {
        return type() == SchedulingType.ATOMIC || type() == SchedulingType.ORDERED;
    }

    @Nullable
    Flow flow(long header) {
        return hasFlows() ? flows.computeIfAbsent(EntryHeader.flow(header), id -> new Flow()) : null;
    }

    LinkedList<Entry> level(long header) {
        return levels.get(EntryHeader.priority(header));
    }
}
