package io.millrace.benchmarks.java25;

import io.millrace.benchmarks.pools.PoolArm;
import io.millrace.benchmarks.pools.PoolArmProvider;
import java.util.Map;

/** Virtual threads in the place of a pool. */
public final class Java25PoolArms implements PoolArmProvider {

    @Override
    public Map<String, PoolArm.Opening> arms() {
        return Map.of("virtualThreads", workers -> PoolArm.threadPerTask(VirtualThreads.open(workers)));
    }
}
