package io.millrace.benchmarks.pools;

import java.util.Map;

/** Brings further pools, found with {@link java.util.ServiceLoader}: those that need a newer JDK stand in a module of their own. */
public interface PoolArmProvider {

    /** Returns pools by their names, in the order in which they are shown. */
    Map<String, PoolArm.Opening> arms();
}
