package io.millrace.benchmarks.pools;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;

/** Stages of futures that wait for each other, each of them a task of an executor, with a sum that only comes out if all have run. */
public enum FutureGraph {
    /** Ten stages, one after the other. */
    CHAIN_OF_10(1, 10),
    /** A hundred stages, one after the other. */
    CHAIN_OF_100(1, 100),
    /** A hundred chains, combined two by two until one result is left. */
    CHAINS_OF_10(100, 10),
    /** The same with longer chains. */
    CHAINS_OF_100(100, 100),
    /** A thousand stages that know nothing of each other, and one that waits for all. */
    ALL_OF_1000(1000, 1) {
        @Override
        CompletableFuture<Long> combine(List<CompletableFuture<Long>> chains, Executor executor) {
            return CompletableFuture.allOf(chains.toArray(CompletableFuture<?>[]::new))
                    .thenApplyAsync(
                            all -> chains.stream()
                                    .mapToLong(CompletableFuture::join)
                                    .sum(),
                            executor);
        }
    };

    private static final int LIMIT_SECONDS = 60;

    private final int width;
    private final int depth;

    FutureGraph(int width, int depth) {
        this.width = width;
        this.depth = depth;
    }

    /**
     * Has all stages run and waits for the last one.
     *
     * @throws IllegalStateException if stages were lost
     */
    void run(Executor executor) throws InterruptedException, ExecutionException {
        run(executor, LIMIT_SECONDS);
    }

    void run(Executor executor, int limitSeconds) throws InterruptedException, ExecutionException {
        List<CompletableFuture<Long>> chains = new ArrayList<>(width);
        for (long start = 0; start < width; start++) {
            chains.add(chain(start, executor));
        }
        try {
            requireSum(combine(chains, executor).get(limitSeconds, TimeUnit.SECONDS));
        } catch (TimeoutException lost) {
            throw new IllegalStateException("stages not completed within " + limitSeconds + " s: " + this, lost);
        }
    }

    private CompletableFuture<Long> chain(long start, Executor executor) {
        CompletableFuture<Long> last = CompletableFuture.supplyAsync(() -> start, executor);
        for (int stage = 1; stage < depth; stage++) {
            last = last.thenApplyAsync(value -> value + 1, executor);
        }
        return last;
    }

    CompletableFuture<Long> combine(List<CompletableFuture<Long>> chains, Executor executor) {
        List<CompletableFuture<Long>> left = chains;
        while (left.size() > 1) {
            List<CompletableFuture<Long>> combined = new ArrayList<>(left.size() / 2 + 1);
            for (int first = 0; first + 1 < left.size(); first += 2) {
                combined.add(left.get(first).thenCombineAsync(left.get(first + 1), Long::sum, executor));
            }
            if (left.size() % 2 == 1) {
                combined.add(left.get(left.size() - 1));
            }
            left = combined;
        }
        return left.get(0);
    }

    /** A chain begins with its number and adds one in every later stage. */
    void requireSum(long came) {
        long expected =
                LongStream.range(0, width).map(start -> start + depth - 1).sum();
        if (came != expected) {
            throw new IllegalStateException("stages lost: expected=" + expected + ", came=" + came);
        }
    }
}
