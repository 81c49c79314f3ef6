package io.millrace.benchmarks.ordered;

import io.millrace.benchmarks.measure.Pools;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;

/** The arms by their names: ours, every peer that a user could pick instead, and one thread. */
public final class OrderedArms {

    /** Ours, with as many items in a vector as the guide advises for small ones. */
    public static final String MILLRACE = "millrace";

    /** Ours, each item on its own. */
    public static final String MILLRACE_ONE_BY_ONE = "millraceOneByOne";

    /** Futures of a fork/join pool, taken in order. */
    public static final String FORK_JOIN = "forkJoinFutures";

    /** Futures of a thread pool, taken in order. */
    public static final String THREAD_POOL = "threadPoolFutures";

    /** No executor. */
    public static final String ONE_THREAD = "oneThread";

    private static final int VECTOR = 32;

    private OrderedArms() {}

    /** Returns all arms that this JDK can run, in the order in which they are shown. */
    public static Map<String, OrderedArm.Opening> all() {
        Map<String, OrderedArm.Opening> arms = new LinkedHashMap<>();
        arms.put(MILLRACE, (workers, window) -> new MillraceArm(workers, window, VECTOR));
        arms.put(MILLRACE_ONE_BY_ONE, (workers, window) -> new MillraceArm(workers, window, 1));
        arms.put(FORK_JOIN, (workers, window) -> new FuturesArm(Pools.forkJoin(workers), window));
        arms.put(THREAD_POOL, (workers, window) -> new FuturesArm(Pools.threadPool(workers), window));
        ServiceLoader.load(OrderedArmProvider.class).forEach(provider -> arms.putAll(provider.arms()));
        arms.put(ONE_THREAD, (workers, window) -> new OneThread());
        return arms;
    }

    /** Opens an arm by its name. */
    public static OrderedArm open(String name, int workers, int window) {
        OrderedArm.Opening opening = all().get(name);
        if (opening == null) {
            throw new IllegalArgumentException("no such arm: name=" + name + ", known=" + all().keySet());
        }
        return opening.open(workers, window);
    }
}
