package io.millrace.core;

/**
 * A link from a queue to a port.
 *
 * @param queue the queue's number
 * @param priority the rank of the queue among those linked to the port, see {@link EntryPriority}
 */
public record LinkConfiguration(int queue, int priority) {

    /** Checks the ranges. */
    public LinkConfiguration {
        if (queue < 0 || queue > EntryHeader.MAX_QUEUE) {
            throw new IllegalArgumentException(
                    "link to a queue out of range: queue=" + queue + ", limit=" + EntryHeader.MAX_QUEUE);
        }
        if (priority < EntryPriority.HIGHEST || priority > EntryPriority.LOWEST) {
            throw new IllegalArgumentException(
                    "link priority out of range: priority=" + priority + ", limit=" + EntryPriority.LOWEST);
        }
    }

    /** Returns a link of normal priority. */
    public static LinkConfiguration to(int queue) {
        return new LinkConfiguration(queue, EntryPriority.NORMAL);
    }
}
