package io.millrace.executor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One executor, made by the dice of a seed, that is ended from several sides while tasks come in by all ways, wait for
 * each other, are due, are cancelled, and find no room; and what became of each task.
 */
final class CloseScenario {

    private static final int SUBMITTERS = 2;
    private static final int TASKS_EACH = 24;
    private static final int CLOSERS = 2;
    private static final long PATIENCE_SECONDS = 20;

    private final int seed;
    private final TrackedThreads threads = new TrackedThreads();
    private final AtomicInteger terminated = new AtomicInteger();
    private final ConcurrentLinkedQueue<Item> items = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Runnable> returned = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
    private final CountDownLatch begin = new CountDownLatch(1);
    private final boolean hasSpares;
    private final String choices;
    private final MillraceExecutor executor;
    private final List<ExecutorService> views = new ArrayList<>();
    private volatile long lastEnded = System.nanoTime();
    private long endedAfterNanos;

    /** A task, and what it has seen. */
    final class Item implements Runnable {

        private final int kind;
        private final SplittableRandom dice;
        private final AtomicInteger runs = new AtomicInteger();
        private volatile @Nullable Future<?> future;
        private volatile @Nullable CompletableFuture<?> admission;
        private volatile boolean rejected;

        Item(int kind, SplittableRandom dice) {
            this.kind = kind;
            this.dice = dice;
        }

        @Override
        public void run() {
            runs.incrementAndGet();
            int action = dice.nextInt(12);
            if (action == 0 && hasSpares && kind == 0) {
                awaitChild();
            } else if (action == 1) {
                hand(executor, new Item(1, dice.split()));
            } else {
                spin(dice.nextInt(action == 2 ? 20_000 : 300));
            }
            lastEnded = System.nanoTime();
        }

        private void awaitChild() {
            Item child = new Item(1, dice.split());
            hand(executor, child);
            Future<?> submitted = child.future;
            if (submitted == null) {
                return;
            }
            try {
                submitted.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException never) {
                faults.add("a task that another waits for never ends");
            } catch (InterruptedException | ExecutionException | RuntimeException stopped) {
                // By the end of the executor, or who cancels.
            }
        }
    }

    CloseScenario(int seed) {
        this.seed = seed;
        SplittableRandom dice = new SplittableRandom(seed);
        int workers = 1 + dice.nextInt(3);
        int credits = new int[] {1, 2, 64}[dice.nextInt(3)];
        hasSpares = dice.nextBoolean();
        MillraceExecutorBuilder builder = MillraceExecutors.builder()
                .workers(workers)
                .credits(credits)
                .seriesLimit(4)
                .spares(hasSpares ? 4 : 0)
                .keepAlive(dice.nextInt(3) == 0 ? Duration.ZERO : Duration.ofMinutes(1))
                .executeExistingDelayedTasksAfterShutdownPolicy(dice.nextBoolean())
                .threadFactory(threads)
                .hooks(new TaskHooks() {
                    @Override
                    public void terminated() {
                        terminated.incrementAndGet();
                    }
                });
        String bound = "none";
        if (dice.nextBoolean()) {
            BoundConcurrencyTest.Policy policy = BoundConcurrencyTest.Policy.values()[dice.nextInt(6)];
            int limit = 1 + dice.nextInt(6);
            builder.queueLimit(limit).onRejection(policy.handler.get());
            bound = policy + " " + limit;
        }
        if (dice.nextInt(4) == 0) {
            builder.queueTimeout(Duration.ofNanos(50_000));
        }
        if (dice.nextInt(4) == 0) {
            builder.recordLatency();
        }
        executor = builder.build();
        choices = "seed=" + seed + ", workers=" + workers + ", credits=" + credits + ", spares=" + hasSpares
                + ", bound=" + bound;
        views.add(executor.atomic("one"));
        views.add(executor.atomic("two"));
        views.add(executor.ordered(executor.newSeries()));
        views.add(executor.directed());
        views.add(executor.priority(2));
    }

    /** Hands a task in, by the way of its kind. */
    private void hand(ExecutorService door, Item item) {
        items.add(item);
        try {
            item.future = door.submit(item);
        } catch (RejectedExecutionException e) {
            item.rejected = true;
        }
    }

    private void handAny(SplittableRandom dice) {
        int kind = dice.nextInt(9);
        if (kind <= 1) {
            hand(executor, new Item(0, dice.split()));
        } else if (kind <= 5) {
            hand(views.get(dice.nextInt(views.size())), new Item(kind, dice.split()));
        } else {
            Item item = new Item(kind, dice.split());
            items.add(item);
            try {
                switch (kind) {
                    case 6 -> item.future = executor.schedule(item, dice.nextInt(100), TimeUnit.MICROSECONDS);
                    case 7 -> item.future = executor.submit(ForkJoinTask.adapt(item));
                    default -> {
                        FutureTask<?> task = new FutureTask<>(item, null);
                        item.future = task;
                        item.admission = executor.admit(task);
                    }
                }
            } catch (RejectedExecutionException e) {
                item.rejected = true;
            }
        }
    }

    void run() throws InterruptedException {
        SplittableRandom dice = new SplittableRandom(~seed);
        List<Thread> actors = new ArrayList<>();
        for (int i = 0; i < SUBMITTERS; i++) {
            SplittableRandom own = dice.split();
            actors.add(actor(() -> {
                for (int task = 0; task < TASKS_EACH; task++) {
                    handAny(own);
                }
            }));
        }
        SplittableRandom canceller = dice.split();
        actors.add(actor(() -> cancelSome(canceller)));
        for (int i = 0; i < CLOSERS; i++) {
            SplittableRandom own = dice.split();
            actors.add(actor(() -> {
                spin(own.nextInt(40_000));
                end(own.nextInt(4), own);
            }));
        }
        begin.countDown();
        for (Thread actor : actors) {
            actor.join();
        }
        executor.shutdown();
        if (!executor.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("never ends: " + choices + "\n" + executor.explain());
        }
        endedAfterNanos = System.nanoTime() - lastEnded;
        threads.join();
    }

    private Thread actor(Runnable part) {
        Thread thread = new Thread(() -> {
            try {
                begin.await();
                part.run();
            } catch (Throwable failure) {
                faults.add("an actor failed: " + failure);
            }
        });
        thread.start();
        return thread;
    }

    private void cancelSome(SplittableRandom dice) {
        for (int look = 0; look < 40; look++) {
            for (Item item : items) {
                Future<?> future = item.future;
                if (future != null && dice.nextInt(40) == 0) {
                    future.cancel(dice.nextBoolean());
                }
            }
            spin(dice.nextInt(500));
        }
    }

    private void end(int how, SplittableRandom dice) {
        switch (how) {
            case 0 -> executor.shutdown();
            case 1 -> returned.addAll(executor.shutdownNow());
            case 2 -> executor.close();
            default -> {
                returned.addAll(views.get(dice.nextInt(views.size())).shutdownNow());
                spin(dice.nextInt(10_000));
                returned.addAll(executor.shutdownNow());
            }
        }
    }

    /** Checks that each task has ended in one way, and that nothing is left. */
    void verify() {
        Map<Object, Boolean> unclaimed = new IdentityHashMap<>();
        for (Runnable task : returned) {
            check(unclaimed.put(task, true) == null, "returned twice: " + task);
        }
        items.forEach(item -> verify(item, unclaimed));
        check(unclaimed.isEmpty(), "returned and never submitted: " + unclaimed.keySet());
        check(terminated.get() == 1, "the last hook was called " + terminated + " times");
        ExecutorSnapshot snapshot = executor.snapshot();
        check(snapshot.backlog() == 0 && snapshot.inFlight() == 0 && snapshot.workers() == 0, "left: " + snapshot);
        check(snapshot.timers() == 0, "timers left: " + snapshot);
        check(executor.placesTaken() == 0, "places taken: " + executor.placesTaken());
        check(executor.keys().size() == 0, "keys left: " + executor.keys().size());
        check(threads.uncaught.isEmpty(), "uncaught: " + threads.uncaught);
        check(faults.isEmpty(), String.valueOf(faults));
        views.forEach(view -> check(view.isTerminated(), "not ended: " + view));
    }

    private void verify(Item item, Map<Object, Boolean> unclaimed) {
        Future<?> future = item.future;
        List<String> ends = new ArrayList<>();
        if (item.runs.get() > 0) {
            ends.addAll(Collections.nCopies(item.runs.get(), "ran"));
        }
        CompletableFuture<?> admission = item.admission;
        if (item.rejected || (admission != null && admission.isCompletedExceptionally())) {
            ends.add("rejected");
        } else if (future != null && unclaimed.remove(future) != null) {
            ends.add("returned");
        } else if (future != null && future.isCancelled() && item.runs.get() == 0) {
            ends.add("cancelled");
        }
        check(ends.size() == 1, "a task of kind " + item.kind + " has ended as " + ends + ", future=" + future);
        boolean isReturned = ends.contains("returned") || ends.contains("rejected");
        check(isReturned || (future != null && future.isDone()), "never done, kind " + item.kind + ": " + future);
    }

    private void check(boolean holds, String fault) {
        if (!holds) {
            throw new AssertionError(fault + "; " + choices);
        }
    }

    /** Returns how long after its last task the executor had ended. */
    long endedAfterNanos() {
        return endedAfterNanos;
    }

    /** Lets a task run once more than it has, or be forgotten: for the test of this. */
    void plant(boolean twice) {
        Item item = new Item(1, new SplittableRandom(1));
        items.add(item);
        if (twice) {
            item.runs.set(2);
        }
    }

    private static void spin(int times) {
        for (int i = 0; i < times; i++) {
            Thread.onSpinWait();
        }
    }
}
