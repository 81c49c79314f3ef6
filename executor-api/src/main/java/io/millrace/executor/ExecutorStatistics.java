package io.millrace.executor;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How long the tasks of an executor have waited and taken, and which keys have most of them.
 *
 * <p>The histograms are empty unless the executor {@linkplain MillraceExecutorBuilder#recordLatency() records latency}. They are read one after the other while
 * work goes on. A task is in them once {@link ExecutorSnapshot#completed()} counts it, unless a worker runs it that waits for it, and then soon; and is counted once: not if a thread ran it that is no worker, as its
 * submitter may, or if another task forked it, and then it counts for that one. The service of a task includes what it waits for; if a worker itself runs what
 * its task waits for, both have their own times, and those of the inner one are a part of those of the outer one.
 *
 * @param plain tasks that ask for nothing, and delayed ones from when they were due
 * @param keyed tasks of {@linkplain MillraceExecutor#atomic keys}
 * @param ordered tasks of {@linkplain MillraceExecutor#ordered ordered} views, and jobs of {@link Series}, whose service is the parallel part
 * @param directed tasks of {@linkplain MillraceExecutor#directed() directed} and of {@linkplain MillraceExecutor#driven driven} views
 * @param priorities tasks of {@linkplain MillraceExecutor#priority views} of the priorities 0 to 7
 * @param hotKeys the keys that have most tasks right now, those with more first, at most 10; whether latency is recorded or not
 */
public record ExecutorStatistics(
        Latency plain,
        Latency keyed,
        Latency ordered,
        Latency directed,
        List<Latency> priorities,
        List<HotKey> hotKeys) {

    /** Copies the lists. */
    public ExecutorStatistics {
        priorities = List.copyOf(priorities);
        hotKeys = List.copyOf(hotKeys);
    }

    /**
     * How long tasks of one kind have waited and taken.
     *
     * <p><b>Units and limits.</b> The clock is read when a task is submitted and when it has ended. Where a worker goes from one task to the next, the end
     * of one is the start of the other.
     *
     * @param queueWait from submission to start, with the time that the submitter has waited for room
     * @param service from start to end
     * @param reorderWait from the end of the parallel part to the start of the serial part; empty unless there are such parts
     */
    public record Latency(LatencyHistogram queueWait, LatencyHistogram service, LatencyHistogram reorderWait) {}

    /**
     * A key that has tasks.
     *
     * @param key what the key says of itself
     * @param tasks how many of its tasks wait or run
     */
    public record HotKey(String key, int tasks) {}

    static ExecutorStatistics of(TaskTimes total, List<HotKey> hotKeys) {
        return new ExecutorStatistics(
                total.latency(TaskKind.PLAIN),
                total.latency(TaskKind.KEYED),
                total.latency(TaskKind.ORDERED),
                total.latency(TaskKind.DIRECTED),
                IntStream.range(0, TaskKind.PRIORITIES)
                        .mapToObj(priority -> total.latency(TaskKind.priority(priority)))
                        .toList(),
                hotKeys);
    }
}
