package io.millrace.benchmarks.pools;

import io.millrace.benchmarks.measure.OurDevice;
import io.millrace.benchmarks.measure.Pools;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;

/** The pools by their names: ours, and every peer that a user could pick instead. */
public final class PoolArms {

    /** Ours. */
    public static final String MILLRACE = "millrace";

    /** {@link java.util.concurrent.ForkJoinPool}. */
    public static final String FORK_JOIN = "forkJoin";

    /** {@link java.util.concurrent.ThreadPoolExecutor}, with the queue that {@link java.util.concurrent.Executors} gives it. */
    public static final String THREAD_POOL = "threadPool";

    /** The same with a queue that is bounded, by {@link #CAPACITY}. */
    public static final String THREAD_POOL_ARRAY = "threadPoolArray";

    /** The same with a queue without locks, to which tasks are offered, and not handed over: all threads are there already. */
    public static final String THREAD_POOL_TRANSFER = "threadPoolTransfer";

    /** {@code EnhancedQueueExecutor} of JBoss. */
    public static final String ENHANCED_QUEUE = "enhancedQueue";

    /** How many tasks may wait in a pool, if it is bounded; who hands in no more than these before some are completed is never refused. */
    public static final int CAPACITY = 4096;

    /** Those that {@code ./millrace latency} compares. */
    static final List<String> OF_LATENCY = List.of(MILLRACE, FORK_JOIN, THREAD_POOL);

    private PoolArms() {}

    /** Returns all pools that this JDK can run, in the order in which they are shown. */
    public static Map<String, PoolArm.Opening> all() {
        Map<String, PoolArm.Opening> arms = new LinkedHashMap<>();
        arms.put(MILLRACE, PoolArm.ofWorkers(OurDevice::fixedPool));
        arms.put(FORK_JOIN, PoolArm.ofWorkers(Pools::forkJoin));
        arms.put(
                THREAD_POOL,
                PoolArm.ofWorkers(
                        (workers, threads) -> Pools.threadPool(workers, new LinkedBlockingQueue<>(), threads)));
        arms.put(
                THREAD_POOL_ARRAY,
                PoolArm.ofWorkers(
                        (workers, threads) -> Pools.threadPool(workers, new ArrayBlockingQueue<>(CAPACITY), threads)));
        arms.put(
                THREAD_POOL_TRANSFER,
                PoolArm.ofWorkers(
                        (workers, threads) -> Pools.threadPool(workers, new LinkedTransferQueue<>(), threads)));
        arms.put(ENHANCED_QUEUE, PoolArm.ofWorkers(Pools::enhancedQueue));
        ServiceLoader.load(PoolArmProvider.class).forEach(provider -> arms.putAll(provider.arms()));
        return arms;
    }

    /** Opens a pool by its name. */
    public static PoolArm open(String name, int workers) {
        PoolArm.Opening opening = all().get(name);
        if (opening == null) {
            throw new IllegalArgumentException("no such pool: name=" + name + ", known=" + all().keySet());
        }
        return opening.open(workers);
    }
}
