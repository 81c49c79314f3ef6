package io.millrace.benchmarks.ordered;

import java.util.Map;

/** Brings further arms, found with {@link java.util.ServiceLoader}: those that need a newer JDK stand in a module of their own. */
public interface OrderedArmProvider {

    /** Returns arms by their names, in the order in which they are shown. */
    Map<String, OrderedArm.Opening> arms();
}
