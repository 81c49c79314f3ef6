package io.millrace.core;

/**
 * What a queue was like at about one moment; the figures are those of {@link QueueCounter}.
 *
 * @param id the number of the queue
 * @param name what people call it
 * @param type what it promises
 * @param entered entries appended so far
 * @param delivered entries delivered so far
 * @param flushed entries taken back so far
 * @param waiting entries that nobody holds yet
 * @param inWork entries delivered and not finished
 * @param parked entries finished that wait for their turn
 * @param flows flows that have an entry
 */
public record QueueReport(
        int id,
        String name,
        SchedulingType type,
        long entered,
        long delivered,
        long flushed,
        int waiting,
        int inWork,
        int parked,
        int flows) {

    /** Returns the figure of a counter. */
    public long value(QueueCounter counter) {
        return switch (counter) {
            case ENTERED -> entered;
            case DELIVERED -> delivered;
            case FLUSHED -> flushed;
            case WAITING -> waiting;
            case IN_WORK -> inWork;
            case PARKED -> parked;
            case FLOWS -> flows;
        };
    }
}
