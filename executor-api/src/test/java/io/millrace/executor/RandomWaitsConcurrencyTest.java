package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * Tasks of all kinds that wait for each other in all ways, deeper and deeper. A task of a key waits for keys with greater
 * numbers only, so no wait is for ever.
 */
class RandomWaitsConcurrencyTest {

    private static final int KEYS = 6;

    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicReference<@Nullable String> broken = new AtomicReference<>();
    private final AtomicReference<@Nullable Thread>[] holders = holders();

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static AtomicReference<@Nullable Thread>[] holders() {
        AtomicReference[] holders = new AtomicReference[KEYS];
        for (int key = 0; key < KEYS; key++) {
            holders[key] = new AtomicReference<>();
        }
        return holders;
    }

    @RepeatedTest(24)
    void shouldEndWhateverWaitsForWhatever(RepetitionInfo repetition) throws Exception {
        int seed = repetition.getCurrentRepetition();
        MillraceExecutor executor =
                MillraceExecutors.builder().workers(1 + seed % 4).spares(256).build();
        try (TimeLimit limit = TimeLimit.seconds(60);
                executor;
                Series series = executor.newSeries()) {
            Random random = new Random(seed);
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                all.add(start(executor, series, random.nextLong(), 4, 0));
            }
            for (Future<?> task : all) {
                task.get();
            }
        }
        assertNull(broken.get());
        assertEquals(0, executor.plain().turns(), "turns left when all has ended");
        assertEquals(begun.get(), ended.get());
        assertTrue(begun.get() >= 40);
    }

    private Future<?> start(MillraceExecutor executor, Series series, long seed, int depth, int lowestKey) {
        Random random = new Random(seed);
        begun.incrementAndGet();
        int key = lowestKey + random.nextInt(3);
        return switch (random.nextInt(6)) {
            case 0 ->
                key < KEYS
                        ? executor.atomic(key).submit(() -> inKey(executor, series, seed, depth, key))
                        : executor.submit(() -> body(executor, series, seed, depth, lowestKey));
            case 1 -> executor.priority(random.nextInt(8)).submit(() -> body(executor, series, seed, depth, lowestKey));
            // What is ordered completes in order, and so must not wait for what comes later in the series.
            case 2 ->
                depth == 0
                        ? executor.ordered(series).submit(() -> body(executor, series, seed, 0, lowestKey))
                        : executor.submit(() -> body(executor, series, seed, depth, lowestKey));
            case 3 -> executor.submit(ForkJoinTask.adapt(() -> body(executor, series, seed, depth, lowestKey)));
            case 4 -> CompletableFuture.runAsync(() -> body(executor, series, seed, depth, lowestKey), executor);
            default -> executor.submit(() -> body(executor, series, seed, depth, lowestKey));
        };
    }

    private void inKey(MillraceExecutor executor, Series series, long seed, int depth, int key) {
        Thread other = holders[key].getAndSet(Thread.currentThread());
        if (other != null) {
            broken.set("two at once: key=" + key);
        }
        body(executor, series, seed, depth, key + 1);
        holders[key].set(null);
    }

    private void body(MillraceExecutor executor, Series series, long seed, int depth, int lowestKey) {
        Random random = new Random(~seed);
        try {
            List<Future<?>> children = new ArrayList<>();
            for (int i = depth == 0 ? 0 : random.nextInt(4); i > 0; i--) {
                children.add(start(executor, series, random.nextLong(), depth - 1, lowestKey));
            }
            ForkJoinTask<?> forked = depth == 0 || random.nextInt(3) > 0 ? null : forked(random.nextLong());
            for (Future<?> child : children) {
                await(child, random.nextInt(4));
            }
            if (forked != null) {
                forked.join();
            }
        } catch (Exception failure) {
            broken.compareAndSet(null, failure.toString());
        }
        ended.incrementAndGet();
    }

    private static void await(Future<?> child, int way) throws Exception {
        if (way == 0) {
            child.get(60, TimeUnit.SECONDS);
        } else {
            child.get();
        }
    }

    private static ForkJoinTask<?> forked(long seed) {
        return new RecursiveAction() {
            @Override
            protected void compute() {
                long mixed = seed;
                for (int i = 0; i < (seed & 0x3FF); i++) {
                    mixed = mixed * 31 + i;
                }
                if ((mixed & 3) == 0) {
                    ForkJoinTask<?> left = forked(mixed + 1);
                    forked(mixed + 2).join();
                    left.join();
                }
            }
        }.fork();
    }
}
