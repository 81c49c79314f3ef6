package io.millrace.ordered;

import java.util.List;

/**
 * What a pipeline had under way at about one moment, from {@link OrderedPipeline#report()}, {@link OrderedPipeline#drain} and {@link
 * OrderedPipeline#abort()}. The figures are read one after the other while work goes on.
 *
 * @param state "running", "closed", "aborted" or "failed"
 * @param submitted items submitted
 * @param completed items whose result the consumer has taken
 * @param leftOut items that have ended otherwise: cancelled, late, left out by a stage, failed, or skipped behind one that failed
 * @param inFlight items that have not ended
 * @param running those of them that a stage works on
 * @param awaitingResults those of them that wait for what an asynchronous stage has returned, 100 of them if there are more, the oldest place first
 */
public record PipelineReport(
        String state,
        long submitted,
        long completed,
        long leftOut,
        long inFlight,
        List<Item> running,
        List<Item> awaitingResults) {

    /** The most items that are listed. */
    static final int LONGEST_LIST = 100;

    /**
     * An item under way.
     *
     * @param place its place in its series
     * @param item as it was submitted
     */
    public record Item(long place, Object item) {

        @Override
        public String toString() {
            return "place " + place + ", " + item;
        }
    }

    /** Copies the parts. */
    public PipelineReport {
        running = List.copyOf(running);
        awaitingResults = List.copyOf(awaitingResults);
    }

    /** Returns whether nothing was under way. */
    public boolean isDrained() {
        return inFlight == 0;
    }

    /** Returns a page for people, a line for each thing. */
    @Override
    public String toString() {
        StringBuilder page = new StringBuilder(String.format(
                "pipeline: %s, submitted=%d, completed=%d, left out=%d, in flight=%d%n",
                state, submitted, completed, leftOut, inFlight));
        running.forEach(item -> page.append(String.format("  runs: %s%n", item)));
        awaitingResults.forEach(item -> page.append(String.format("  waits for its result: %s%n", item)));
        long others = inFlight - running.size() - awaitingResults.size();
        if (others > 0) {
            page.append(String.format("  waiting for a worker, or for their turn: %d%n", others));
        }
        return page.toString();
    }
}
