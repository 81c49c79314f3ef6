package io.millrace.executor;

import java.util.concurrent.atomic.AtomicInteger;

/** The flow of a key as long as it has tasks in the device. */
final class KeyFlow {

    private final KeyFlows flows;
    private final HashedKey key;
    private final int id;

    /** Entries in the device or about to enter it. Never leaves 0 again. */
    private final AtomicInteger users = new AtomicInteger(1);

    KeyFlow(KeyFlows flows, HashedKey key, int id) {
        this.flows = flows;
        this.key = key;
        this.id = id;
    }

    HashedKey key() {
        return key;
    }

    int id() {
        return id;
    }

    boolean tryRetain() {
        while (true) {
            int seen = users.get();
            if (seen == 0) {
                return false;
            }
            // Pairs with the decrement in leave: a flow is either retained before its last user has left, or found at
            // 0 and replaced.
            if (users.compareAndSet(seen, seen + 1)) {
                return true;
            }
        }
    }

    void leave() {
        // Pairs with tryRetain().
        if (users.decrementAndGet() == 0) {
            flows.forget(this);
        }
    }
}
