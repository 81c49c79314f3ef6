package io.millrace.benchmarks.keyed;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A chain of futures for each key: the work on an item is what follows the one before of its key. Used by one thread at a time. */
final class Chains {

    private final KeyedItems items;
    private final Executor executor;
    private final @Nullable CompletableFuture<Integer>[] last;

    @SuppressWarnings({"unchecked", "rawtypes"}) // An array of generics.
    Chains(KeyedItems items, Executor executor) {
        this.items = items;
        this.executor = executor;
        last = new CompletableFuture[items.keyCount()];
    }

    /** Adds an item to the chain of its key. */
    CompletableFuture<Integer> add(Integer item) {
        int key = items.key(item);
        CompletableFuture<Integer> before = last[key];
        CompletableFuture<Integer> future = before == null || before.isDone()
                ? CompletableFuture.supplyAsync(() -> items.work(item), executor)
                : before.thenApplyAsync(done -> items.work(item), executor);
        last[key] = future;
        return future;
    }
}
