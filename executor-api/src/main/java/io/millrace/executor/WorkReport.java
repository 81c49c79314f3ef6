package io.millrace.executor;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What an executor had to do at about one moment, from {@link MillraceExecutor#drain}. The figures are read one after the other
 * while work goes on.
 *
 * @param executor its name
 * @param isDone whether nothing waits and nothing runs
 * @param isPaused whether nothing begins
 * @param running what runs, the longest first
 * @param plain tasks that wait for any worker
 * @param keys tasks that wait by key, of those keys that have most, with a word if the key is paused
 * @param driven tasks of driven views that wait for a thread that drives
 * @param series jobs that wait in the backlogs of series
 * @param backlog turns and tasks that wait for a credit of the device
 * @param inFlight entries in the device, as {@link ExecutorSnapshot#inFlight()} counts them
 * @param delayed timers that are not due, which do not count as waiting
 */
public record WorkReport(
        String executor,
        boolean isDone,
        boolean isPaused,
        List<Running> running,
        long plain,
        Map<String, Long> keys,
        long driven,
        long series,
        long backlog,
        int inFlight,
        int delayed) {

    /**
     * A thread at work.
     *
     * @param task the text of its task; of a job of a series only that it is one
     * @param thread the name of the thread
     * @param seenNanos for how long it was seen at this task; it may have begun before
     * @param at where it is in the program, outside the JDK; empty if that cannot be told
     */
    public record Running(String task, String thread, long seenNanos, String at) {}

    /** Copies the parts. */
    public WorkReport {
        running = List.copyOf(running);
        keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
    }

    /** Returns a page for people, a line for each thing. */
    @Override
    public String toString() {
        StringBuilder page = new StringBuilder(executor)
                .append(isDone ? ": nothing waits, nothing runs" : ": there is work")
                .append(isPaused ? ", paused" : "")
                .append('\n');
        for (Running each : running) {
            page.append("  runs for at least ")
                    .append(TimeUnit.NANOSECONDS.toMillis(each.seenNanos()))
                    .append(" ms in ")
                    .append(each.thread())
                    .append(": ")
                    .append(each.task())
                    .append(each.at().isEmpty() ? "" : ", at " + each.at())
                    .append('\n');
        }
        line(page, "waiting for any worker", plain);
        keys.forEach((key, tasks) -> line(page, "waiting, " + key, tasks));
        line(page, "waiting for a driver", driven);
        line(page, "waiting in series", series);
        line(page, "waiting for the device", backlog);
        line(page, "in the device", inFlight);
        line(page, "delayed", delayed);
        return page.toString();
    }

    private static void line(StringBuilder page, String where, long count) {
        if (count > 0) {
            page.append("  ").append(where).append(": ").append(count).append('\n');
        }
    }
}
