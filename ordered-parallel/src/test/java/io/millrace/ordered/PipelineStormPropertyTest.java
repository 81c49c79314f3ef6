package io.millrace.ordered;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.millrace.core.contract.TimeLimit;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Any chain of stages, with costs, keys, failures, cancelling, time limits, results that come from other threads, and workers that come and go, all at
 * once: each item has its turn once, and in order.
 */
class PipelineStormPropertyTest {

    private static final int KEYS = 4;
    private static final int MOST_WORKERS = 4;

    enum Kind {
        PARALLEL,
        KEYED,
        DIRECTED,
        ASYNC,
        KEYED_ASYNC,
        UNORDERED
    }

    private static final int ITEMS = Integer.getInteger("millrace.storm.items", 100);

    @Property(tries = 100)
    void shouldGiveEachItemItsTurnOnceAndInOrder(
            @ForAll @Size(min = 1, max = 4) List<Kind> chain,
            @ForAll @IntRange(min = 1, max = MOST_WORKERS) int workers,
            @ForAll @IntRange(min = 2, max = 64) int credits,
            @ForAll long seed)
            throws Exception {
        ScheduledExecutorService others = Executors.newScheduledThreadPool(2);
        MillraceExecutor executor = MillraceExecutors.builder()
                .workers(workers)
                .maxWorkers(MOST_WORKERS)
                .credits(credits)
                .build();
        try (TimeLimit limit = TimeLimit.seconds(60)) {
            new Storm(chain, seed, executor, others).rage(ITEMS);
            executor.close();
            assertEquals(0, executor.snapshot().inFlight());
        } finally {
            executor.shutdownNow();
            others.shutdownNow();
        }
    }

    private static final class Storm {

        private final List<Kind> chain;
        private final long seed;
        private final MillraceExecutor executor;
        private final ScheduledExecutorService others;
        private final List<Integer> turns = Collections.synchronizedList(new ArrayList<>());
        private final List<Integer> dead = Collections.synchronizedList(new ArrayList<>());
        private final ConcurrentLinkedQueue<String> broken = new ConcurrentLinkedQueue<>();

        Storm(List<Kind> chain, long seed, MillraceExecutor executor, ScheduledExecutorService others) {
            this.chain = chain;
            this.seed = seed;
            this.executor = executor;
            this.others = others;
        }

        /** What fate has in store for an item at a stage; the same whoever asks, and when. */
        private Random fate(int item, int stage) {
            return new Random(seed * 31 + item * 1_000_003L + stage * 7919L);
        }

        private int worked(int item, int stage) {
            Random fate = fate(item, stage);
            Work.spin(item, fate.nextInt(8) == 0 ? 3_000 : fate.nextInt(200));
            if (fate.nextInt(25) == 0) {
                throw new IllegalStateException("planned");
            }
            return item;
        }

        private CompletableFuture<Integer> later(int item, int stage) {
            Random fate = fate(item, stage);
            return switch (fate.nextInt(6)) {
                case 0 -> CompletableFuture.completedFuture(item);
                case 1 -> CompletableFuture.supplyAsync(() -> item, (ExecutorService) others);
                case 2 ->
                    CompletableFuture.supplyAsync(
                            () -> item,
                            CompletableFuture.delayedExecutor(fate.nextInt(500), TimeUnit.MICROSECONDS, others));
                case 3 ->
                    CompletableFuture.supplyAsync(() -> worked(item, stage + 100), executor)
                            .exceptionally(thrown -> item);
                // These come only if they are cancelled, or are late.
                case 4 -> fate.nextInt(10) == 0 ? new CompletableFuture<>() : CompletableFuture.completedFuture(item);
                default -> CompletableFuture.supplyAsync(() -> item, (ExecutorService) others);
            };
        }

        private PipelineBuilder<Integer, Integer> add(PipelineBuilder<Integer, Integer> builder, Kind kind, int stage) {
            Map<Integer, Thread> alone = new ConcurrentHashMap<>();
            return switch (kind) {
                case PARALLEL ->
                    builder.parallel(item -> worked(item, stage)).deadLetter((item, failure) -> dead.add((int) item));
                case UNORDERED ->
                    builder.unordered(item -> worked(item, stage)).deadLetter((item, failure) -> dead.add((int) item));
                case KEYED ->
                    builder.keyed(item -> item % KEYS, item -> alone(alone, item % KEYS, item, stage))
                            .retry(2)
                            .replaceFailed((item, failure) -> (Integer) item);
                case DIRECTED ->
                    builder.directed(0, item -> alone(alone, 0, item, stage))
                            .deadLetter((item, failure) -> dead.add((int) item));
                case ASYNC -> builder.async(item -> later(item, stage));
                case KEYED_ASYNC -> builder.keyedAsync(item -> item % KEYS, item -> later(item, stage));
            };
        }

        private int alone(Map<Integer, Thread> busy, int key, int item, int stage) {
            Thread other = busy.putIfAbsent(key, Thread.currentThread());
            if (other != null) {
                broken.add("item " + item + " beside another of key " + key + " at stage " + stage);
            }
            try {
                return worked(item, stage);
            } finally {
                busy.remove(key);
            }
        }

        void rage(int items) throws Exception {
            PipelineBuilder<Integer, Integer> builder = OrderedPipeline.on(executor);
            for (int stage = 0; stage < chain.size(); stage++) {
                builder = add(builder, chain.get(stage), stage);
            }
            OrderedPipeline<Integer> pipeline = builder.timeout(Duration.ofHours(1))
                    .onLeftOut((item, reason) -> turns.add(item))
                    .serial(turns::add)
                    .start();
            AtomicReference<Throwable> disturbed = new AtomicReference<>();
            ConcurrentLinkedQueue<SubmittedItem> victims = new ConcurrentLinkedQueue<>();
            Thread disturbing = new Thread(() -> disturb(victims), "disturbing");
            disturbing.setUncaughtExceptionHandler((thread, thrown) -> disturbed.set(thrown));
            disturbing.start();
            try {
                for (int item = 0; item < items; item++) {
                    submit(pipeline, item, victims);
                }
                pipeline.close();
            } finally {
                disturbing.interrupt();
                disturbing.join();
            }
            assertNull(disturbed.get());
            verify(items);
        }

        private void submit(OrderedPipeline<Integer> pipeline, int item, ConcurrentLinkedQueue<SubmittedItem> victims)
                throws InterruptedException {
            switch (fate(item, -1).nextInt(6)) {
                case 0 -> victims.add(pipeline.submitCancellable(item));
                case 1 ->
                    pipeline.submit(item, Duration.ofNanos(1 + fate(item, -2).nextInt(2_000_000)));
                // An item whose result never comes has to be late some day.
                default -> pipeline.submit(item, Duration.ofMillis(5));
            }
        }

        private void disturb(ConcurrentLinkedQueue<SubmittedItem> victims) {
            Random random = new Random(seed);
            while (!Thread.currentThread().isInterrupted()) {
                SubmittedItem victim = victims.poll();
                if (victim != null) {
                    Work.spin(victim, random.nextInt(2_000)).cancel();
                } else if (random.nextInt(50) == 0) {
                    executor.resize(1 + random.nextInt(MOST_WORKERS));
                } else {
                    Thread.yield();
                }
            }
        }

        private void verify(int items) {
            assertEquals(List.of(), List.copyOf(broken));
            List<Integer> all = new ArrayList<>(turns);
            all.addAll(dead);
            Collections.sort(all);
            assertEquals(IntStream.range(0, items).boxed().toList(), all, "each once");
            if (!chain.contains(Kind.UNORDERED)) {
                List<Integer> inOrder = new ArrayList<>(turns);
                Collections.sort(inOrder);
                assertEquals(inOrder, turns, "in order");
            }
        }
    }
}
