package io.millrace.executor;

import java.util.concurrent.ConcurrentHashMap;

/** Checks that the numbers of each stream only rise, and remembers the first that did not. */
final class OrderChecker {

    private final ConcurrentHashMap<Object, Long> last = new ConcurrentHashMap<>();
    private volatile String broken = "";

    void seen(Object stream, long number) {
        Long before = last.put(stream, number);
        if (before != null && before >= number) {
            broken = "order broken: stream=" + stream + ", number=" + number + ", after=" + before;
        }
    }

    void verify() {
        if (!broken.isEmpty()) {
            throw new AssertionError(broken);
        }
    }
}
