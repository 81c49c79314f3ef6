package io.millrace.benchmarks.java25;

import io.millrace.benchmarks.ordered.FuturesArm;
import io.millrace.benchmarks.ordered.OrderedArm;
import io.millrace.benchmarks.ordered.OrderedArmProvider;
import java.util.LinkedHashMap;
import java.util.Map;

/** Ordered work on virtual threads. */
public final class Java25OrderedArms implements OrderedArmProvider {

    @Override
    public Map<String, OrderedArm.Opening> arms() {
        Map<String, OrderedArm.Opening> arms = new LinkedHashMap<>();
        arms.put("virtualThreadFutures", (workers, window) -> new FuturesArm(VirtualThreads.open(workers), window));
        arms.put("gatherers", GatherersArm::new);
        return arms;
    }
}
