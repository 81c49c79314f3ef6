package io.millrace.executor;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Checks that nobody enters a key while another is inside: a try-lock for each key that must never be found held. */
final class ExclusivityChecker {

    private final ConcurrentHashMap<Object, AtomicBoolean> held = new ConcurrentHashMap<>();
    private volatile String broken = "";

    void enter(Object key) {
        if (!held.computeIfAbsent(key, fresh -> new AtomicBoolean()).compareAndSet(false, true)) {
            broken = "two inside at once: key=" + key;
        }
    }

    void leave(Object key) {
        held.get(key).set(false);
    }

    void verify() {
        if (!broken.isEmpty()) {
            throw new AssertionError(broken);
        }
    }
}
