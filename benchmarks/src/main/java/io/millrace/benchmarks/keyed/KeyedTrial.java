package io.millrace.benchmarks.keyed;

import io.millrace.benchmarks.measure.OpenLoop;
import io.millrace.benchmarks.measure.Schedule;
import io.millrace.benchmarks.measure.Starts;
import io.millrace.benchmarks.measure.Work;
import org.HdrHistogram.Histogram;

/** How late tasks of cold keys start in one arm, over several rounds. Each task checks that it comes in its place among those of its key. */
final class KeyedTrial {

    /** One key in so many is hot: the first ones, which a Zipf distribution prefers. */
    private static final int HOT_SHARE = 100;

    private static final double PERCENT = 100;

    private final KeyedArm arm;
    private final Work work;
    private final Starts starts = new Starts();
    private long tasks;
    private long plannedNanos;
    private long takenNanos;

    KeyedTrial(KeyedArm arm, Work work) {
        this.arm = arm;
        this.work = work;
    }

    void run(Schedule schedule, KeySequence sequence) {
        KeyOrder order = new KeyOrder(sequence.keyCount());
        int hotKeys = sequence.keyCount() / HOT_SHARE;
        long begin = System.nanoTime();
        OpenLoop.run(schedule, (task, dueNanos) -> {
            int key = sequence.key(task);
            arm.execute(key, new Task(order, key, sequence.place(task), key >= hotKeys, dueNanos));
        });
        tasks += schedule.length();
        starts.awaitCompleted(tasks);
        takenNanos += System.nanoTime() - begin;
        plannedNanos += schedule.lastNanos();
        order.requireAll(sequence);
    }

    Histogram coldLatencies() {
        return starts.histogram();
    }

    /** Returns the time of the schedule as a share of the time until all was done; far below 100 the arm cannot keep up. */
    double onTimePercent() {
        return PERCENT * plannedNanos / takenNanos;
    }

    /** A task that checks its place. */
    private final class Task implements Runnable {

        private final KeyOrder order;
        private final int key;
        private final int place;
        private final boolean isCold;
        private final long dueNanos;

        Task(KeyOrder order, int key, int place, boolean isCold, long dueNanos) {
            this.order = order;
            this.key = key;
            this.place = place;
            this.isCold = isCold;
            this.dueNanos = dueNanos;
        }

        @Override
        public void run() {
            if (isCold) {
                starts.started(dueNanos);
            }
            order.begin(key, place);
            work.spend(place);
            order.end(key, place);
            starts.completed();
        }
    }
}
