package io.millrace.benchmarks.recursion;

import io.millrace.benchmarks.measure.OurDevice;
import io.millrace.benchmarks.measure.Pools;
import io.millrace.benchmarks.recursion.forkjoin.ForkJoinArm;
import io.millrace.benchmarks.recursion.millrace.MillraceArm;
import java.util.LinkedHashMap;
import java.util.Map;

/** The arms by their names. */
public final class RecursionArms {

    /** Tasks of ours that fork and join. */
    public static final String MILLRACE = "millrace";

    /** Those of the JDK, in the mode that is for them. */
    public static final String FORK_JOIN = "forkJoin";

    /** Tasks that submit others to ours and wait for their futures. */
    public static final String MILLRACE_NESTED = "millraceNested";

    /** The same with the pool of the JDK. */
    public static final String FORK_JOIN_NESTED = "forkJoinNested";

    /** No tasks. */
    public static final String ONE_THREAD = "oneThread";

    private RecursionArms() {}

    /** Returns all arms, in the order in which they are shown. */
    public static Map<String, RecursionArm.Opening> all() {
        Map<String, RecursionArm.Opening> arms = new LinkedHashMap<>();
        arms.put(MILLRACE, workers -> new MillraceArm(OurDevice.stealingPool(workers)));
        arms.put(FORK_JOIN, workers -> new ForkJoinArm(Pools.forkJoinOfJoins(workers)));
        arms.put(MILLRACE_NESTED, workers -> new NestedArm(OurDevice.stealingPool(workers)));
        arms.put(FORK_JOIN_NESTED, workers -> new NestedArm(Pools.forkJoinOfJoins(workers)));
        arms.put(ONE_THREAD, workers -> new OneThread());
        return arms;
    }

    /** Opens an arm by its name. */
    public static RecursionArm open(String name, int workers) {
        RecursionArm.Opening opening = all().get(name);
        if (opening == null) {
            throw new IllegalArgumentException("no such arm: name=" + name + ", known=" + all().keySet());
        }
        return opening.open(workers);
    }
}
