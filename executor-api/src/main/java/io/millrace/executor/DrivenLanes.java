package io.millrace.executor;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The lanes of all driven views of an executor that have not terminated. */
final class DrivenLanes {

    private final Set<DrivenLane> lanes = ConcurrentHashMap.newKeySet();

    /** What those have run that are gone. Guarded by this, so that nobody counts a lane twice or not at all. */
    private long completedBefore;

    private Runnable afterAdding = () -> {};

    /** Says what to do when a lane has come. Called once, before the first task. */
    void afterAdding(Runnable action) {
        afterAdding = action;
    }

    void add(DrivenLane lane) {
        lanes.add(lane);
        afterAdding.run();
    }

    /** Forgets a lane; false if it was forgotten before. */
    synchronized boolean remove(DrivenLane lane) {
        boolean removed = lanes.remove(lane);
        completedBefore += removed ? lane.completed() : 0;
        return removed;
    }

    boolean isEmpty() {
        return lanes.isEmpty();
    }

    /** Returns whether nothing waits for a driver, and none runs anything. */
    boolean isClear() {
        for (DrivenLane lane : lanes) {
            if (!lane.isClear()) {
                return false;
            }
        }
        return true;
    }

    void wakeAll() {
        lanes.forEach(DrivenLane::wake);
    }

    /** Interrupts what runs. */
    void stopAll() {
        lanes.forEach(DrivenLane::stop);
    }

    void surrenderTo(List<Object> found) {
        lanes.forEach(lane -> lane.surrenderTo(found));
    }

    // To see.

    long waiting() {
        return lanes.stream().mapToLong(DrivenLane::waiting).sum();
    }

    int active() {
        return (int) lanes.stream().filter(DrivenLane::isRunning).count();
    }

    synchronized long completed() {
        return completedBefore + lanes.stream().mapToLong(DrivenLane::completed).sum();
    }

    long oldestNanos(long now) {
        return lanes.stream().mapToLong(lane -> lane.oldestNanos(now)).max().orElse(0);
    }

    /** Returns those that are there, by name. */
    List<DrivenLane> present() {
        return lanes.stream().sorted(Comparator.comparing(DrivenLane::name)).toList();
    }
}
