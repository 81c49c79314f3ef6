package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;

/** Submitters that hand in more than there is room for, and what became of each task. */
final class BoundLoad {

    static final int SUBMITTERS = 8;
    private static final int EACH = 60;

    /** How the executor ends while the submitters are at it, or when they are done. */
    enum End {
        AFTERWARDS,
        SHUTDOWN,
        SHUTDOWN_NOW
    }

    /** What can become of a task. */
    enum Fate {
        RAN,
        REJECTED,
        RETURNED,
        CANCELLED,
        DROPPED
    }

    /** What a view must not let happen. */
    private static final class Watch {
        private final AtomicBoolean busy = new AtomicBoolean();
        private final AtomicIntegerArray last = new AtomicIntegerArray(SUBMITTERS);
        private final AtomicReference<String> fault = new AtomicReference<>();

        Watch() {
            for (int submitter = 0; submitter < SUBMITTERS; submitter++) {
                last.set(submitter, -1);
            }
        }

        void begin(Item item) {
            if (!busy.compareAndSet(false, true)) {
                fault.set("overlap at " + item);
            }
            if (last.getAndSet(item.submitter, item.number) >= item.number) {
                fault.set("out of order: " + item);
            }
        }

        void end() {
            busy.set(false);
        }
    }

    static final class Item implements Runnable {
        private final int submitter;
        private final int number;
        private final boolean isExclusive;
        private final Watch watch;
        private final AtomicInteger runs = new AtomicInteger();
        private volatile Future<?> future;
        private volatile boolean rejected;
        private volatile boolean cancelled;

        Item(int submitter, int number, boolean isExclusive, Watch watch) {
            this.submitter = submitter;
            this.number = number;
            this.isExclusive = isExclusive;
            this.watch = watch;
        }

        @Override
        public void run() {
            if (isExclusive) {
                watch.begin(this);
            }
            runs.incrementAndGet();
            spin(number % 5 == 0 ? 2_000 : 50);
            if (isExclusive) {
                watch.end();
            }
        }

        int runs() {
            return runs.get();
        }

        @Override
        public String toString() {
            return "task " + submitter + "/" + number;
        }
    }

    private final ExecutorService executor;
    private final List<ExecutorService> ways;
    private final List<Watch> watches = new ArrayList<>();
    private final List<List<Item>> items = new ArrayList<>();
    private final int seed;
    private final Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private Set<Object> returned = Set.of();
    private boolean stopped;

    BoundLoad(ExecutorService executor, List<ExecutorService> ways, int seed) {
        this.executor = executor;
        this.ways = ways;
        this.seed = seed;
        ways.forEach(way -> watches.add(new Watch()));
        for (int submitter = 0; submitter < SUBMITTERS; submitter++) {
            items.add(Collections.synchronizedList(new ArrayList<>()));
        }
    }

    private boolean isKeyed(int way) {
        return ways.get(way).toString().contains("/atomic");
    }

    private boolean isOrdered(int way) {
        return ways.get(way).toString().contains("/ordered");
    }

    void run(End end) throws InterruptedException {
        CountDownLatch begin = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int submitter = 0; submitter < SUBMITTERS; submitter++) {
            int me = submitter;
            Thread thread = new Thread(() -> {
                try {
                    begin.await();
                    submitAll(me, new SplittableRandom(seed * 31L + me));
                } catch (Throwable thrown) {
                    failure.set(thrown);
                }
            });
            threads.add(thread);
            thread.start();
        }
        begin.countDown();
        if (end != End.AFTERWARDS) {
            spin(new SplittableRandom(seed).nextInt(200_000));
            end(end);
        }
        AtomicBoolean done = new AtomicBoolean();
        Thread looker = new Thread(() -> {
            while (!done.get()) {
                lookAtOrder();
            }
        });
        looker.start();
        for (Thread thread : threads) {
            thread.join();
        }
        end(end);
        assertTrue(executor.awaitTermination(60, TimeUnit.SECONDS));
        done.set(true);
        looker.join();
    }

    private void end(End end) {
        if (end == End.SHUTDOWN_NOW) {
            stopped = true;
            Set<Object> found = Collections.newSetFromMap(new IdentityHashMap<>());
            found.addAll(returned);
            for (Runnable task : executor.shutdownNow()) {
                assertTrue(found.add(task), "returned twice");
            }
            returned = found;
        } else {
            executor.shutdown();
        }
    }

    private void submitAll(int submitter, SplittableRandom random) {
        for (int number = 0; number < EACH; number++) {
            int way = random.nextInt(ways.size());
            Item item = new Item(submitter, number, isKeyed(way), watches.get(way));
            items.get(submitter).add(item);
            try {
                item.future = ways.get(way).submit(item);
                if (random.nextInt(8) == 0) {
                    item.cancelled = item.future.cancel(false);
                }
            } catch (RejectedExecutionException e) {
                item.rejected = true;
            }
            spin(random.nextInt(100));
        }
    }

    /** Of an ordered view nobody's future is done while an earlier one of the same submitter is not. */
    private void lookAtOrder() {
        for (List<Item> own : items) {
            List<Item> seen = new ArrayList<>(own);
            for (int way = 0; way < ways.size(); way++) {
                if (isOrdered(way)) {
                    lookAtOrder(seen, watches.get(way));
                }
            }
        }
    }

    private void lookAtOrder(List<Item> seen, Watch watch) {
        List<Item> ofWay = seen.stream()
                .filter(item -> item.watch == watch && item.future != null)
                .toList();
        for (int i = ofWay.size() - 1; i >= 0; i--) {
            Future<?> later = ofWay.get(i).future;
            if (later.isDone() && !later.isCancelled()) {
                for (int j = 0; j < i; j++) {
                    // What shutdownNow has returned is never done.
                    if (!ofWay.get(j).future.isDone() && !stopped) {
                        watch.fault.set(ofWay.get(j) + " is not done, and later " + ofWay.get(i) + " is");
                    }
                }
                return;
            }
        }
    }

    void verify() {
        assertEquals(null, failure.get());
        watches.forEach(watch -> assertEquals(null, watch.fault.get()));
        Set<Object> unclaimed = Collections.newSetFromMap(new IdentityHashMap<>());
        unclaimed.addAll(returned);
        for (List<Item> own : items) {
            for (Item item : own) {
                Set<Fate> ends = ends(item, unclaimed);
                assertEquals(1, ends.size(), item + " has ended as " + ends);
                fates.merge(ends.iterator().next(), 1, Integer::sum);
            }
        }
        assertEquals(Set.of(), unclaimed);
    }

    private static Set<Fate> ends(Item item, Set<Object> returned) {
        Set<Fate> ends = new HashSet<>();
        assertTrue(item.runs() <= 1, item + " has run twice");
        if (item.runs() == 1) {
            ends.add(Fate.RAN);
        }
        if (item.rejected) {
            ends.add(Fate.REJECTED);
        }
        boolean wasReturned = item.future != null && returned.remove(item.future);
        if (wasReturned) {
            // It may be cancelled by who holds the future, and then it is both.
            ends.add(Fate.RETURNED);
        } else if (item.cancelled && item.runs() == 0) {
            ends.add(Fate.CANCELLED);
        } else if (item.future != null && item.future.isCancelled() && item.runs() == 0) {
            ends.add(Fate.DROPPED);
        } else if (item.future != null) {
            assertTrue(item.future.isDone(), item + " is never done");
        }
        return ends;
    }

    int count(Fate fate) {
        return fates.getOrDefault(fate, 0);
    }

    static void quietly(Runnable submission) {
        try {
            submission.run();
        } catch (RejectedExecutionException expected) {
            // As the policy says.
        }
    }

    private static void spin(int times) {
        for (int i = 0; i < times; i++) {
            Thread.onSpinWait();
        }
    }
}
