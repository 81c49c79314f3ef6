package io.millrace.executor;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Objects by what they belong to, of which none must be reachable in the end. */
final class Collected {

    private static final long PATIENCE_NANOS =
            TimeUnit.SECONDS.toNanos(Integer.getInteger("millrace.patience.seconds", 20));

    private final Map<String, List<WeakReference<Object>>> references = new TreeMap<>();

    /** Watches an object, and returns it. */
    synchronized <T> T watch(String of, T object) {
        references.computeIfAbsent(of, name -> new ArrayList<>()).add(new WeakReference<>(object));
        return object;
    }

    /** Returns how many objects are watched. */
    synchronized int count() {
        return references.values().stream().mapToInt(List::size).sum();
    }

    /** Waits until none is reachable, and fails with the names of those that stay. */
    void verify() {
        verify(PATIENCE_NANOS);
    }

    void verify(long patienceNanos) {
        long begin = System.nanoTime();
        Map<String, Long> left = reachable();
        while (!left.isEmpty()) {
            if (System.nanoTime() - begin > patienceNanos) {
                throw new AssertionError("reachable still, by what they belong to: " + left);
            }
            System.gc();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            left = reachable();
        }
    }

    private synchronized Map<String, Long> reachable() {
        Map<String, Long> left = new TreeMap<>();
        references.forEach((of, watched) -> {
            long count = watched.stream().filter(one -> one.get() != null).count();
            if (count > 0) {
                left.put(of, count);
            }
        });
        return left;
    }
}
