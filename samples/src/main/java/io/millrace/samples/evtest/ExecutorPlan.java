package io.millrace.samples.evtest;

import io.millrace.executor.StartOrder;
import java.time.Duration;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** What a round of a soak through the executor is to be: every choice comes from the seed. */
final class ExecutorPlan {
    private static final int MOST_CREDITS = 4096;
    private static final int MOST_TASKS = 30_000;
    private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(1200);

    final SplittableRandom random;
    final int workers;
    final int credits;
    final int reorderWindow;
    final int seriesLimit;
    final int openSeries;
    final int keys;
    final StartOrder startOrder;
    final Duration keepAlive;
    final int submitters;
    final int tasks;
    final long nanos;
    final Ending ending;
    final Jitter.Mood mood;
    final boolean faults;
    final boolean cancels;
    final boolean nests;
    final boolean reopens;
    final boolean puts;

    /** How a round ends. */
    enum Ending {
        /** By a shutdown when all has been submitted. */
        AFTERWARDS,
        /** By a shutdown in the middle. */
        SHUTDOWN,
        /** By a shutdownNow in the middle. */
        NOW,
        /** By a close in the middle. */
        CLOSE
    }

    ExecutorPlan(long seed) {
        random = new SplittableRandom(seed);
        workers = random.nextInt(8) == 0 ? 16 : 1 + random.nextInt(8);
        credits = (int) Math.exp(random.nextDouble() * Math.log(MOST_CREDITS + 1));
        reorderWindow = 1 + random.nextInt(Math.max(1, credits / 2));
        seriesLimit = 1 + random.nextInt(8);
        openSeries = 1 + random.nextInt(seriesLimit);
        keys = random.nextBoolean() ? 1 + random.nextInt(4) : 1 + random.nextInt(1000);
        startOrder = random.nextBoolean() ? StartOrder.FIFO : StartOrder.RELAXED;
        keepAlive = random.nextBoolean() ? Duration.ofNanos(random.nextLong(2_000_000)) : Duration.ofMinutes(1);
        submitters = 1 + random.nextInt(4);
        tasks = 200 + random.nextInt(MOST_TASKS);
        nanos = random.nextLong(SHORTEST_NANOS, LONGEST_NANOS);
        Ending[] endings = Ending.values();
        ending = endings[random.nextInt(endings.length)];
        Jitter.Mood[] moods = Jitter.Mood.values();
        mood = moods[random.nextInt(moods.length)];
        faults = random.nextBoolean();
        cancels = random.nextInt(3) == 0;
        nests = random.nextInt(3) == 0;
        reopens = random.nextInt(3) == 0;
        puts = random.nextBoolean();
    }

    @Override
    public String toString() {
        return String.format(
                        Locale.ROOT,
                        "executor: workers=%d, credits=%d, reorderWindow=%d, seriesLimit=%d, openSeries=%d,"
                                + " keys=%d, startOrder=%s, keepAlive=%s, submitters=%d, tasks=%d, ending=%s, mood=%s",
                        workers,
                        credits,
                        reorderWindow,
                        seriesLimit,
                        openSeries,
                        keys,
                        startOrder,
                        keepAlive,
                        submitters,
                        tasks,
                        ending,
                        mood)
                + ", faults=" + faults + ", cancels=" + cancels + ", nests=" + nests + ", reopens=" + reopens
                + ", puts=" + puts;
    }
}
