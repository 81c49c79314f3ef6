package io.millrace.device.software;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;

/** The flows of a queue by id, made when they are first needed. */
final class FlowTable<F> {

    private final AtomicReferenceArray<F> flows;
    private final IntFunction<F> maker;

    FlowTable(int limit, IntFunction<F> maker) {
        flows = new AtomicReferenceArray<>(limit);
        this.maker = maker;
    }

    F at(int id) {
        // Pairs with make(): who finds the flow finds it whole.
        F flow = flows.getAcquire(id);
        return flow != null ? flow : make(id);
    }

    private F make(int id) {
        F fresh = maker.apply(id);
        // Pairs with itself and with at(): all agree on one.
        F present = flows.compareAndExchange(id, null, fresh);
        return present != null ? present : fresh;
    }

    void clear() {
        for (int id = 0; id < flows.length(); id++) {
            flows.setRelease(id, null);
        }
    }

    /** Returns the flows that have been needed so far, by id. */
    Map<Integer, F> present() {
        Map<Integer, F> present = new LinkedHashMap<>();
        for (int id = 0; id < flows.length(); id++) {
            F flow = flows.getAcquire(id);
            if (flow != null) {
                present.put(id, flow);
            }
        }
        return present;
    }
}
