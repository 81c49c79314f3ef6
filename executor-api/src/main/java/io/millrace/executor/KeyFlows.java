package io.millrace.executor;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The keys that have tasks in the device, each with its flow.
 *
 * <ol>
 *   <li>While a task of a key is in the device, the key has exactly one flow, and no other key has it.
 *   <li>A key without a task in the device has nothing here. Tasks that wait in the backlog hold their key but no flow,
 *       so that the flows in use are bounded by the credits, plus one for each thread that is in the middle of entering or
 *       leaving.
 *   <li>A flow is left after the device has released its entry: its next user starts on an idle flow.
 *   <li>Who finds no flow free says so and looks again; who gives one back looks whether somebody has said so. One of the
 *       two sees the other.
 * </ol>
 */
final class KeyFlows {

    private final ConcurrentHashMap<HashedKey, KeyFlow> flows = new ConcurrentHashMap<>();
    private final FlowIds ids;
    private final Runnable whenFree;

    /** Whether somebody has found no flow free. */
    private volatile boolean exhausted;

    /**
     * Creates the flows of no keys.
     *
     * @param whenFree called when a flow is free after somebody has found none
     */
    KeyFlows(int limit, Runnable whenFree) {
        ids = new FlowIds(limit);
        this.whenFree = whenFree;
    }

    /** Enters the flow of a key, to be left once for each time; null if all flows are in use. */
    @Nullable
    KeyFlow enter(HashedKey key) {
        KeyFlow known = flows.get(key);
        if (known != null && known.tryRetain()) {
            return known;
        }
        int id = ids.take();
        if (id == FlowIds.NONE) {
            // Pairs with giveBack().
            exhausted = true;
            id = ids.take();
        }
        return id == FlowIds.NONE ? null : enter(key, new KeyFlow(this, key, id));
    }

    /** Enters the flow of a key, a fresh one unless another thread was faster. */
    private KeyFlow enter(HashedKey key, KeyFlow fresh) {
        KeyFlow entered = null;
        try {
            while (entered == null) {
                KeyFlow present = flows.putIfAbsent(key, fresh);
                if (present == null) {
                    entered = fresh;
                } else if (present.tryRetain()) {
                    entered = present;
                } else if (flows.replace(key, present, fresh)) {
                    // It is being left for the last time: who leaves it removes that very object or nothing.
                    entered = fresh;
                }
            }
            return entered;
        } finally {
            // Another has the flow, or the equals of a key has thrown.
            if (entered != fresh) {
                giveBack(fresh.id());
            }
        }
    }

    /** Forgets a flow that has been left by its last user. */
    void forget(KeyFlow flow) {
        try {
            flows.remove(flow.key(), flow);
        } finally {
            giveBack(flow.id());
        }
    }

    private void giveBack(int id) {
        ids.give(id);
        // Pairs with enter(): the id was given before this read.
        if (exhausted) {
            exhausted = false;
            whenFree.run();
        }
    }

    int size() {
        return flows.size();
    }
}
