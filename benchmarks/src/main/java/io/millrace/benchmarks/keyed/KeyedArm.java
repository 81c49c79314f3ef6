package io.millrace.benchmarks.keyed;

import com.google.common.util.concurrent.MoreExecutors;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.function.IntFunction;

/** One way to run the tasks of each key one after the other, with an executor for each key that is made before time is taken. */
final class KeyedArm implements AutoCloseable {

    private final Executor[] byKey;
    private final List<ExecutorService> pools;

    KeyedArm(int keyCount, IntFunction<Executor> ofKey, List<ExecutorService> pools) {
        byKey = new Executor[keyCount];
        Arrays.setAll(byKey, ofKey);
        this.pools = pools;
    }

    /** Ours, with a view for each key that is kept. */
    static KeyedArm millrace(int workers, int keyCount, int credits) {
        MillraceExecutor executor = executor(workers, credits);
        return new KeyedArm(keyCount, executor::atomic, List.of(executor));
    }

    /** Ours, with a view for each task, as the guide has it. */
    static KeyedArm millraceViews(int workers, int keyCount, int credits) {
        MillraceExecutor executor = executor(workers, credits);
        return new KeyedArm(
                keyCount,
                number -> {
                    Integer key = number;
                    return task -> executor.atomic(key).execute(task);
                },
                List.of(executor));
    }

    private static MillraceExecutor executor(int workers, int credits) {
        return MillraceExecutors.builder().workers(workers).credits(credits).build();
    }

    /** Guava's sequential executors over a fork/join pool. */
    static KeyedArm sequentialExecutors(int workers, int keyCount) {
        ForkJoinPool pool = forkJoinPool(workers);
        return new KeyedArm(keyCount, key -> MoreExecutors.newSequentialExecutor(pool), List.of(pool));
    }

    /** An actor for each key over a fork/join pool. */
    static KeyedArm actors(int workers, int keyCount) {
        ForkJoinPool pool = forkJoinPool(workers);
        return new KeyedArm(keyCount, key -> new Mailbox(pool), List.of(pool));
    }

    /** A pool of one thread for each worker, among which the keys are divided by their hash. */
    static KeyedArm stripe(int workers, int keyCount) {
        List<ExecutorService> stripes = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            stripes.add(Executors.newFixedThreadPool(1));
        }
        return new KeyedArm(keyCount, key -> stripes.get(Math.floorMod(mix(key), workers)), stripes);
    }

    /** The caller runs everything at once. */
    static KeyedArm oneThread(int keyCount) {
        return new KeyedArm(keyCount, key -> Runnable::run, List.of());
    }

    private static ForkJoinPool forkJoinPool(int workers) {
        return new ForkJoinPool(workers, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, true);
    }

    /** The last step of MurmurHash3. */
    private static int mix(int key) {
        int hash = key;
        hash = (hash ^ hash >>> 16) * 0x85ebca6b;
        hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
        return hash ^ hash >>> 16;
    }

    void execute(int key, Runnable task) {
        byKey[key].execute(task);
    }

    @Override
    public void close() {
        pools.forEach(ExecutorService::shutdown);
    }
}
