package io.millrace.benchmarks.keyed;

import com.google.common.util.concurrent.MoreExecutors;
import io.millrace.benchmarks.measure.OurDevice;
import io.millrace.benchmarks.measure.Pools;
import io.millrace.executor.MillraceExecutor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;

/** The arms by their names: ours, and every peer that a user could pick instead. */
public final class KeyedArms {

    /** Ours, with a view that is made for each task, as the guide has it. */
    public static final String MILLRACE = "millrace";

    /** Ours, with a view for each key that is kept. */
    public static final String MILLRACE_KEPT_VIEWS = "millraceKeptViews";

    /** Guava's sequential executors over a fork/join pool, one for each key. */
    public static final String SEQUENTIAL_EXECUTOR = "sequentialExecutor";

    /** An actor for each key over a fork/join pool. */
    public static final String ACTOR = "actorPerKey";

    /** A pool of one thread for each worker, among which the keys are divided by their hash. */
    public static final String STRIPE = "stripe";

    /** A stream of Pekko with {@code mapAsyncPartitioned}. */
    public static final String PEKKO = "pekkoPartitioned";

    /** No executor. */
    public static final String ONE_THREAD = "oneThread";

    /** The window, and what is about to leave. */
    private static final int CREDITS = 2 * KeyedLoad.WINDOW;

    private KeyedArms() {}

    /** Returns all arms, in the order in which they are shown. */
    public static Map<String, KeyedArm.Opening> all() {
        Map<String, KeyedArm.Opening> arms = new LinkedHashMap<>();
        arms.put(MILLRACE, KeyedArms::millrace);
        arms.put(MILLRACE_KEPT_VIEWS, KeyedArms::keptViews);
        arms.put(SEQUENTIAL_EXECUTOR, KeyedArms::sequentialExecutors);
        arms.put(ACTOR, KeyedArms::actors);
        arms.put(STRIPE, KeyedArms::stripe);
        arms.put(PEKKO, (workers, keys) -> new PekkoPartitions(workers));
        arms.put(ONE_THREAD, (workers, keys) -> new ExecutorPerKey(keys, key -> Runnable::run, List.of()));
        return arms;
    }

    /** Opens an arm by its name. */
    public static KeyedArm open(String name, int workers, int keys) {
        KeyedArm.Opening opening = all().get(name);
        if (opening == null) {
            throw new IllegalArgumentException("no such arm: name=" + name + ", known=" + all().keySet());
        }
        return opening.open(workers, keys);
    }

    private static KeyedArm millrace(int workers, int keys) {
        MillraceExecutor executor = executor(workers);
        return new ExecutorPerKey(
                keys,
                number -> {
                    Integer key = number;
                    return task -> executor.atomic(key).execute(task);
                },
                List.of(executor));
    }

    private static KeyedArm keptViews(int workers, int keys) {
        MillraceExecutor executor = executor(workers);
        return new ExecutorPerKey(keys, executor::atomic, List.of(executor));
    }

    private static MillraceExecutor executor(int workers) {
        return OurDevice.executor(OurDevice.find(), workers, CREDITS, CREDITS / 2)
                .build();
    }

    private static KeyedArm sequentialExecutors(int workers, int keys) {
        ForkJoinPool pool = Pools.forkJoin(workers);
        return new ExecutorPerKey(keys, key -> MoreExecutors.newSequentialExecutor(pool), List.of(pool));
    }

    private static KeyedArm actors(int workers, int keys) {
        ForkJoinPool pool = Pools.forkJoin(workers);
        return new ExecutorPerKey(keys, key -> new Mailbox(pool), List.of(pool));
    }

    private static KeyedArm stripe(int workers, int keys) {
        List<ExecutorService> stripes = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            stripes.add(Executors.newFixedThreadPool(1));
        }
        return new ExecutorPerKey(keys, key -> stripes.get(Math.floorMod(mix(key), workers)), stripes);
    }

    /** The last step of MurmurHash3. */
    private static int mix(int key) {
        int hash = key;
        hash = (hash ^ hash >>> 16) * 0x85ebca6b;
        hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
        return hash ^ hash >>> 16;
    }
}
