package io.millrace.samples.evtest;

import io.millrace.executor.ExecutorSnapshot;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import io.millrace.executor.StartOrder;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One round of a soak through the executor: tasks of all kinds from several threads, faults, cancels, and an end that may come in the middle. */
final class ExecutorRound implements Soak.Round {
    private static final int FAULT_IN = 50;
    private static final int OVERFLOW_IN = 500;
    private static final int CHILD_IN = 10;
    private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    final ExecutorPlan plan;
    final MillraceExecutor executor;
    final Ledger ledger;

    private final Crew crew;
    private final LongAdder[] checked = new LongAdder[Promise.values().length];
    private final AtomicIntegerArray workersInside;
    private final SerialStream[] keyed;
    private final SerialStream[] directed;
    private final @Nullable SerialStream plain;
    private final AtomicReferenceArray<SoakSeries> series;
    private final ConcurrentHashMap<Object, SoakTask> futures = new ConcurrentHashMap<>();
    private final Queue<Thread> workerThreads = new ConcurrentLinkedQueue<>();
    private final AtomicInteger submittersLeft;
    private final LongAdder thrown = new LongAdder();
    private final LongAdder uncaught = new LongAdder();
    private final LongAdder progress = new LongAdder();
    private volatile boolean stopping;

    ExecutorRound(ExecutorPlan plan, String device) {
        this.plan = plan;
        executor = MillraceExecutors.builder()
                .name("soak")
                .device(device)
                .workers(plan.workers)
                .credits(plan.credits)
                .reorderWindow(plan.reorderWindow)
                .seriesLimit(plan.seriesLimit)
                .startOrder(plan.startOrder)
                .keepAlive(plan.keepAlive)
                .threadFactory(threads())
                .build();
        crew = new Crew(executor::shutdownNow);
        ledger = new Ledger(plan.tasks);
        for (int i = 0; i < checked.length; i++) {
            checked[i] = new LongAdder();
        }
        // One more, for a submitter that runs its own job.
        workersInside = new AtomicIntegerArray(plan.workers + 1);
        keyed = streams("key", Promise.ATOMIC, plan.keys);
        directed = streams("worker", Promise.DIRECTED, plan.workers);
        boolean oneByOne = plan.workers == 1 && plan.startOrder == StartOrder.FIFO;
        plain = oneByOne ? new SerialStream("plain", Promise.ORDER, plan.submitters) : null;
        series = new AtomicReferenceArray<>(plan.openSeries);
        for (int i = 0; i < plan.openSeries; i++) {
            series.set(i, new SoakSeries(executor.newSeries(), plan.submitters));
        }
        submittersLeft = new AtomicInteger(plan.submitters);
    }

    private ThreadFactory threads() {
        return task -> {
            Thread thread = new Thread(task, "soak worker");
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler((where, failure) -> caught(failure));
            workerThreads.add(thread);
            return thread;
        };
    }

    private void caught(Throwable failure) {
        if (failure instanceof PlannedFailure || failure instanceof StackOverflowError) {
            uncaught.increment();
        } else {
            fail(failure);
        }
    }

    private SerialStream[] streams(String kind, Promise promise, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new SerialStream(kind + " " + i, promise, plan.submitters))
                .toArray(SerialStream[]::new);
    }

    // What submitters ask.

    SerialStream keyed(int key) {
        return keyed[key];
    }

    SerialStream directed(int worker) {
        return directed[worker];
    }

    /** What plain tasks are serial with: each other, if there is one worker that takes them in their order. */
    @Nullable
    SerialStream plain() {
        return plain;
    }

    SoakSeries series(int index) {
        return series.get(index);
    }

    /** Closes a series and opens another in its place, if there may be another already. */
    void reopen(int index) {
        SoakSeries old = series.get(index);
        old.series().close();
        try {
            SoakSeries fresh = new SoakSeries(executor.newSeries(), plan.submitters);
            if (!series.compareAndSet(index, old, fresh)) {
                fresh.series().close();
            }
        } catch (RejectedExecutionException tooManyYet) {
            LockSupport.parkNanos(NAP_NANOS);
        }
    }

    void submitted(Future<?> future, SoakTask task) {
        futures.put(future, task);
    }

    boolean isOver() {
        return crew.hasFailed() || executor.isShutdown();
    }

    // What tasks tell.

    boolean isStopping() {
        return stopping;
    }

    void fail(Throwable cause) {
        stopping = true;
        crew.fail(cause);
    }

    void check(Promise promise) {
        checked[promise.ordinal()].increment();
    }

    void started(int number) {
        progress.increment();
        ledger.enter(number, Ledger.End.RAN);
    }

    void returned(int number) {
        ledger.enter(number, Ledger.End.RETURNED);
    }

    void enterWorker(int index) {
        if (!workersInside.compareAndSet(index, 0, 1)) {
            throw new BrokenPromise(Promise.ATOMIC, "two parts at once that see one worker: worker=" + index);
        }
    }

    void leaveWorker(int index) {
        workersInside.set(index, 0);
    }

    void work(int number) {
        ThreadLocalRandom any = ThreadLocalRandom.current();
        new Jitter(new SplittableRandom(any.nextLong()), plan.mood).pause();
        if (plan.nests && any.nextInt(CHILD_IN) == 0) {
            new Submitter(this, -1, new SplittableRandom(number)).submitOne();
        }
    }

    /** Throws or interrupts itself, now and then. */
    void trouble(int number, boolean isAnswered) {
        if (!plan.faults || ThreadLocalRandom.current().nextInt(FAULT_IN) != 0) {
            return;
        }
        if (number % 3 == 0) {
            Thread.currentThread().interrupt();
            return;
        }
        if (!isAnswered) {
            thrown.increment();
        }
        if (ThreadLocalRandom.current().nextInt(OVERFLOW_IN) == 0) {
            overflow(1);
        }
        throw new PlannedFailure(number);
    }

    @SuppressWarnings("InfiniteRecursion")
    private static long overflow(long depth) {
        return overflow(depth + 1) + depth;
    }

    // The round.

    @Override
    public void run(Ticker ticker) throws InterruptedException {
        StallWatch watch = new StallWatch(
                progress::sum, () -> executor + System.lineSeparator(), ticker, StallWatch.PATIENCE_NANOS);
        for (int i = 0; i < plan.submitters; i++) {
            Submitter submitter = new Submitter(this, i, plan.random.split());
            crew.start("soak submitter " + i, () -> {
                submitter.run();
                submittersLeft.decrementAndGet();
            });
        }
        awaitEnd(watch);
        end();
        crew.join(watch);
        while (!crew.hasFailed() && !executor.awaitTermination(20, TimeUnit.MILLISECONDS)) {
            look(watch);
        }
        crew.requireSuccess();
        verify();
    }

    private void awaitEnd(StallWatch watch) {
        long begin = System.nanoTime();
        long nanos = plan.ending == ExecutorPlan.Ending.AFTERWARDS ? plan.nanos : plan.random.nextLong(plan.nanos);
        while (System.nanoTime() - begin < nanos && submittersLeft.get() > 0 && !crew.hasFailed()) {
            LockSupport.parkNanos(NAP_NANOS);
            look(watch);
        }
    }

    private void look(StallWatch watch) {
        try {
            watch.look();
        } catch (BrokenPromise stalled) {
            fail(stalled);
        }
    }

    private void end() {
        switch (plan.ending) {
            case AFTERWARDS, SHUTDOWN -> executor.shutdown();
            case CLOSE -> crew.start("soak closer", executor::close);
            case NOW -> {
                stopping = true;
                takeBack(executor.shutdownNow());
            }
        }
    }

    private void takeBack(List<Runnable> unstarted) {
        try {
            for (Runnable task : unstarted) {
                SoakTask found = task instanceof SoakTask plain ? plain : awaitTask(task);
                returned(found.number());
            }
        } catch (BrokenPromise broken) {
            fail(broken);
        }
    }

    /** Its submitter may be between submitting it and telling of it. */
    private SoakTask awaitTask(Object future) {
        SoakTask task = futures.get(future);
        while (task == null) {
            LockSupport.parkNanos(NAP_NANOS);
            task = futures.get(future);
        }
        return task;
    }

    private void verify() throws InterruptedException {
        for (Thread thread : workerThreads) {
            thread.join(TimeUnit.SECONDS.toMillis(10));
            if (thread.isAlive()) {
                throw new BrokenPromise(Promise.END, "a worker that outlives its executor: " + executor);
            }
        }
        checked[Promise.ONCE.ordinal()].add(ledger.requireOneEndEach());
        ExecutorSnapshot snapshot = executor.snapshot();
        if (snapshot.backlog() != 0 || snapshot.inFlight() != 0 || snapshot.workers() != 0) {
            throw new BrokenPromise(Promise.CREDITS, "something left after the end: " + snapshot);
        }
        check(Promise.CREDITS);
        if (thrown.sum() != uncaught.sum()) {
            throw new BrokenPromise(
                    Promise.ONCE,
                    "another number of calls of the uncaught exception handler: thrown=" + thrown + ", called="
                            + uncaught);
        }
        try {
            executor.execute(() -> {});
            throw new BrokenPromise(Promise.END, "a task that was accepted after the end");
        } catch (RejectedExecutionException asDocumented) {
            check(Promise.END);
        }
    }

    @Override
    public long checked(Promise promise) {
        return checked[promise.ordinal()].sum();
    }
}
