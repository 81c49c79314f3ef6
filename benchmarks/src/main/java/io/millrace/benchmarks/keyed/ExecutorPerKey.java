package io.millrace.benchmarks.keyed;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.IntFunction;

/** An executor for each key, all of which are there before time is taken. */
final class ExecutorPerKey implements KeyedArm {

    private final Executor[] byKey;
    private final List<ExecutorService> pools;

    ExecutorPerKey(int keys, IntFunction<Executor> ofKey, List<ExecutorService> pools) {
        byKey = new Executor[keys];
        Arrays.setAll(byKey, ofKey);
        this.pools = pools;
    }

    @Override
    public void execute(int key, Runnable task) {
        byKey[key].execute(task);
    }

    @Override
    public void close() {
        pools.forEach(ExecutorService::shutdown);
    }
}
