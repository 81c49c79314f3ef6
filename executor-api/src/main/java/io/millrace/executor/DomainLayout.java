package io.millrace.executor;

import io.millrace.core.DomainConfiguration;
import io.millrace.core.EntryHeader;
import io.millrace.core.EntryPriority;
import io.millrace.core.PortConfiguration;
import io.millrace.core.QueueConfiguration;
import java.util.stream.IntStream;

/**
 * How tasks, keys, series and workers are laid out as queues, flows and ports: the only place where the executor speaks
 * the device's language.
 *
 * <pre>
 *   queue 0     unordered    turns, prioritised tasks    ─┐
 *   queue 1     ordered      parallel parts of series     ├─ linked to the port of every worker
 *   queue 2     atomic       serial parts of series       │
 *   queue 3     atomic       parts of jobs by key        ─┘
 *   queue 4+i   directed     what is for worker i         ── linked to port i
 * </pre>
 *
 * <p>A series has the same flow id in queues 1 and 2. A job at a stop has the queue of that.
 */
final class DomainLayout {

    /** What a worker does with an entry. */
    enum Role {
        TASK,
        PARALLEL_PART,
        SERIAL_PART,
        FURTHER_PART
    }

    /** The header of a turn. */
    static final long PLAIN = EntryHeader.of(0, 0);

    /** Serial parts of a series follow one another on one worker in any case, so they are taken together. */
    static final int BURST = 16;

    private static final int UNORDERED = 0;
    private static final int SERIES = 1;
    private static final int COMPLETIONS = 2;
    private static final int KEYED = 3;
    private static final int FIRST_DIRECTED = 4;

    /** How many bits of a hash tell in which flow a key lies. */
    private static final int KEYED_BITS = 10;

    static final int KEYED_FLOWS = 1 << KEYED_BITS;

    /** How far to shift a hash whose upper bits are to count. */
    static final int KEYED_SHIFT = Integer.SIZE - KEYED_BITS;

    private static final Role[] ROLES = {Role.TASK, Role.PARALLEL_PART, Role.SERIAL_PART, Role.FURTHER_PART};

    private DomainLayout() {}

    static DomainConfiguration configuration(DomainShape shape) {
        DomainConfiguration.Builder domain = DomainConfiguration.credits(shape.credits())
                .queue(oneByOne(QueueConfiguration.unordered("tasks")))
                .queue(oneByOne(QueueConfiguration.ordered("series", shape.seriesLimit(), shape.reorderWindow())))
                .queue(QueueConfiguration.atomic("completions", shape.seriesLimit()))
                .queue(oneByOne(QueueConfiguration.atomic("keyed", KEYED_FLOWS)));
        for (int worker = 0; worker < shape.workers(); worker++) {
            domain.queue(oneByOne(QueueConfiguration.directed("directed-" + worker)));
        }
        int claimDepth = shape.startOrder() == StartOrder.FIFO ? 1 : PortConfiguration.DEFAULT_CLAIM_DEPTH;
        for (int worker = 0; worker < shape.workers(); worker++) {
            domain.port(PortConfiguration.linkedTo(linkable(worker))
                    .withClaimDepth(claimDepth)
                    .withWaitProfile(shape.waitProfile())
                    .withExplicitRelease()
                    .withPromptReturn());
        }
        return domain.build();
    }

    /**
     * What runs for long must not sit behind another in one delivery, where no idle worker and no shutdown finds it.
     */
    private static QueueConfiguration oneByOne(QueueConfiguration queue) {
        return queue.withDeliveryDepth(1);
    }

    /**
     * Returns the queues whose entries have not started, in the order in which {@code shutdownNow} lists them: not the
     * completions, whose work is done, nor what has come to its key.
     */
    static int[] flushable(int workers) {
        return IntStream.concat(
                        IntStream.of(UNORDERED, SERIES), IntStream.range(FIRST_DIRECTED, FIRST_DIRECTED + workers))
                .toArray();
    }

    /** Returns the queues that the port of a worker is ever linked to. */
    static int[] linkable(int worker) {
        return new int[] {UNORDERED, SERIES, COMPLETIONS, KEYED, FIRST_DIRECTED + worker};
    }

    /**
     * Returns whether the port of a worker is linked to a queue of these: above the number of workers only to its own, and while
     * the executor is paused only to that of what has begun; and to those of series if it does such parts.
     */
    static boolean isLinked(int queue, int worker, PartWorkers parts, boolean paused) {
        boolean surplus = worker >= parts.number();
        boolean linked = paused ? queue == COMPLETIONS && !surplus : queue >= FIRST_DIRECTED || !surplus;
        return switch (queue) {
            case SERIES -> linked && parts.does(PartWorkers.Part.PARALLEL, worker);
            case COMPLETIONS -> linked && parts.does(PartWorkers.Part.SERIAL, worker);
            default -> linked;
        };
    }

    static long prioritised(int priority) {
        return EntryHeader.withPriority(PLAIN, priority);
    }

    static long parallelPart(int flow) {
        return EntryHeader.of(SERIES, flow);
    }

    static long serialPart(int flow) {
        return EntryHeader.of(COMPLETIONS, flow);
    }

    static long keyed(int flow) {
        return EntryHeader.of(KEYED, flow);
    }

    static long directed(int worker) {
        return EntryHeader.of(FIRST_DIRECTED + worker, 0);
    }

    static boolean isDirected(long header) {
        return EntryHeader.queue(header) >= FIRST_DIRECTED;
    }

    static Role role(long header) {
        int queue = EntryHeader.queue(header);
        return queue < FIRST_DIRECTED ? ROLES[queue] : Role.TASK;
    }

    /** Returns the {@link TaskKind} of what an entry brings. */
    static int kind(Role role, long header, Object payload) {
        if (role != Role.TASK || payload instanceof SeriesJob) {
            return TaskKind.ORDERED;
        }
        if (payload instanceof TaskLane) {
            return TaskKind.PLAIN;
        }
        if (payload instanceof KeyLane) {
            return TaskKind.KEYED;
        }
        return isDirected(header) ? TaskKind.DIRECTED : TaskKind.priority(EntryHeader.priority(header));
    }

    static int series(long header) {
        return EntryHeader.flow(header);
    }

    /** Returns the longest reorder window that leaves the other series room. */
    static int widestWindow(int credits) {
        return Math.max(1, credits / 2);
    }

    static int workerLimit() {
        return EntryHeader.MAX_QUEUE - FIRST_DIRECTED + 1;
    }

    static int checkPriority(int priority) {
        if (priority < EntryPriority.HIGHEST || priority > EntryPriority.LOWEST) {
            throw new IllegalArgumentException("priority out of range: priority=" + priority + ", highest="
                    + EntryPriority.HIGHEST + ", lowest=" + EntryPriority.LOWEST);
        }
        return priority;
    }
}
