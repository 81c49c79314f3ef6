package io.millrace.executor;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The keys that have tasks in the device, each with its flow.
 *
 * <ol>
 *   <li>While a task of a key is in the device, the key has exactly one flow, and no other key has it.
 *   <li>A key without a task in the device has nothing here. Tasks that wait in the backlog hold their key but no flow,
 *       so that live flows are bounded by the credits, plus one for each thread that is in the middle of being refused.
 *   <li>A flow is left after the device has released its entry: its next user starts on an idle flow.
 * </ol>
 */
final class KeyFlows {

    private final ConcurrentHashMap<HashedKey, KeyFlow> flows = new ConcurrentHashMap<>();
    private final FlowIds ids;

    KeyFlows(int limit) {
        ids = new FlowIds(limit);
    }

    /** Enters the flow of a key, to be left once for each time; null if all flows are in use. */
    @Nullable
    KeyFlow enter(HashedKey key) {
        KeyFlow known = flows.get(key);
        if (known != null && known.tryRetain()) {
            return known;
        }
        return flows.compute(key, this::retainOrReplace);
    }

    private @Nullable KeyFlow retainOrReplace(HashedKey key, @Nullable KeyFlow present) {
        if (present != null && present.tryRetain()) {
            return present;
        }
        int id = ids.take();
        // A flow that is being left for the last time may be dropped from the map here: who leaves it removes that
        // very object or nothing.
        return id == FlowIds.NONE ? null : new KeyFlow(this, key, id);
    }

    /** Forgets a flow that has been left by its last user. */
    void forget(KeyFlow flow) {
        try {
            flows.remove(flow.key(), flow);
        } finally {
            ids.give(flow.id());
        }
    }

    int size() {
        return flows.size();
    }
}
