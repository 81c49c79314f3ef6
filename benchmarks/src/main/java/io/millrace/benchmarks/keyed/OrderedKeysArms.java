package io.millrace.benchmarks.keyed;

import io.millrace.benchmarks.measure.Pools;
import java.util.LinkedHashMap;
import java.util.Map;

/** The arms by their names: ours, and what a user could pick instead. */
public final class OrderedKeysArms {

    /** Ours, a pipeline with a stage of the key. */
    public static final String MILLRACE = "millrace";

    /** A stream of Pekko with {@code mapAsyncPartitioned}. */
    public static final String PARTITIONED = "pekkoPartitioned";

    /** A stream of Pekko with {@code mapAsync} and a chain of futures for each key. */
    public static final String MAP_ASYNC = "pekkoMapAsync";

    /** Chains of futures of the JDK for each key, taken in order. */
    public static final String CHAINS = "futureChains";

    /** No executor. */
    public static final String ONE_THREAD = "oneThread";

    private OrderedKeysArms() {}

    /** Returns all arms, in the order in which they are shown. */
    public static Map<String, OrderedKeysArm.Opening> all() {
        Map<String, OrderedKeysArm.Opening> arms = new LinkedHashMap<>();
        arms.put(MILLRACE, KeyedPipeline::new);
        arms.put(PARTITIONED, (workers, window) -> new PekkoOrderedPartitions(workers));
        arms.put(MAP_ASYNC, PekkoChains::new);
        arms.put(CHAINS, (workers, window) -> new FutureChains(Pools.forkJoin(workers), window));
        arms.put(ONE_THREAD, (workers, window) -> new KeysInOneThread());
        return arms;
    }
}
