package io.millrace.applications.futures;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Two stages of which each waits until the other one has begun, so that they need two threads. They wait for latches, of
 * which no pool is told; for a {@link CompletableFuture} or a condition, {@link java.util.concurrent.ForkJoinPool} would
 * start another thread.
 */
final class TwoStages {

    private TwoStages() {}

    /** How a stage is started: as {@link CompletableFuture#supplyAsync(Supplier)} does, or with an executor of one's own. */
    interface Async {
        /** Starts a stage. */
        CompletableFuture<Boolean> supply(Supplier<Boolean> stage);
    }

    /** Starts both stages, and returns whether they end in time. */
    static boolean finish(Async async, long limitMillis) throws InterruptedException {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(1);
        CompletableFuture<Boolean> one = async.supply(() -> meet(first, second));
        CompletableFuture<Boolean> other = async.supply(() -> meet(second, first));
        try {
            return one.thenCombine(other, Boolean::logicalAnd).get(limitMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException waitingForEachOther) {
            return false;
        } catch (ExecutionException failure) {
            throw new IllegalStateException("a stage failed", failure);
        }
    }

    private static boolean meet(CountDownLatch mine, CountDownLatch others) {
        mine.countDown();
        try {
            others.await();
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
