package io.millrace.executor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The keys that have tasks, each with its lane; a key without has nothing here. */
final class KeyLanes {

    /** How many keys {@link #hottest} names. */
    static final int HOTTEST = 10;

    /** Each lane by itself; an address finds the lane that it is equal to. */
    private final ConcurrentHashMap<Object, KeyLane> lanes = new ConcurrentHashMap<>();

    private final PausedKeys paused = new PausedKeys();

    PausedKeys paused() {
        return paused;
    }

    /** Adds a task to the lane of its key. Returns the lane if this has opened it: then the caller has its turn. */
    @Nullable
    KeyLane add(KeyedTask task) {
        KeyLane lane = lanes.get(task.address());
        while (lane == null || !lane.append(task)) {
            if (lane != null) {
                // Whoever closed it is about to.
                remove(lane);
            }
            KeyLane fresh = new KeyLane(this, task);
            // Pairs with isClear() and surrenderTo(): in the map before the submitter reads the state.
            lane = lanes.putIfAbsent(fresh, fresh);
            if (lane == null) {
                return fresh;
            }
        }
        return null;
    }

    /** Takes out the task of a key that waits longest, as {@link Way#takeOldest} does. */
    @Nullable
    Runnable takeOldest(KeyAddress address) {
        KeyLane lane = lanes.get(address);
        List<Runnable> found = new ArrayList<>(1);
        if (lane != null) {
            lane.walk(task -> {
                Runnable taken = task.leavePlace();
                if (taken != null) {
                    found.add(taken);
                }
                return found.isEmpty();
            });
        }
        return found.isEmpty() ? null : found.get(0);
    }

    /** Takes out tasks whose futures were cancelled, as far as their gaps may stay. */
    void purge(BooleanSupplier mayLeaveGap) {
        lanes.values()
                .forEach(lane -> lane.walk(task -> {
                    boolean may = mayLeaveGap.getAsBoolean();
                    if (may) {
                        task.purge();
                    }
                    return may;
                }));
    }

    /** Returns the thread that has the turn of a key; null if there is none, or it is not known. */
    @Nullable
    Shift holder(KeyAddress key) {
        KeyLane lane = lanes.get(key);
        return lane == null ? null : lane.holder();
    }

    /** Removes a closed lane, if it is still there. */
    void remove(KeyLane closed) {
        lanes.remove(closed);
    }

    /** Returns whether there is no lane. One that was there before the call, and is still, is not missed. */
    boolean isClear() {
        // Not by the count, which an adder raises after it has put its lane into the map.
        return !lanes.values().iterator().hasNext();
    }

    /** Takes the tasks that have not started out of the lanes that there are. */
    void surrenderTo(List<? super Runnable> unstarted) {
        lanes.values().forEach(lane -> lane.surrenderTo(unstarted));
    }

    /** Returns how many tasks wait behind others of their keys. */
    long waiting() {
        long tasks = 0;
        for (KeyLane lane : lanes.values()) {
            tasks += lane.waiting();
        }
        return tasks;
    }

    /** Returns the keys that have most tasks, those with more first, and among equals by their names. */
    List<ExecutorStatistics.HotKey> hottest() {
        record Hot(KeyLane lane, int tasks) {}
        // The counts are read before they are compared, as they change.
        return lanes.values().stream()
                .map(lane -> new Hot(lane, lane.waiting() + 1))
                .sorted(Comparator.comparingInt(Hot::tasks).reversed())
                .limit(HOTTEST)
                .map(hot -> new ExecutorStatistics.HotKey(hot.lane().address().name(), hot.tasks()))
                .sorted(Comparator.comparingInt(ExecutorStatistics.HotKey::tasks)
                        .reversed()
                        .thenComparing(ExecutorStatistics.HotKey::key))
                .toList();
    }

    /** Returns how long a task waits that was stamped, the oldest of all keys; 0 if there is none. */
    long oldestNanos(long now) {
        long oldest = 0;
        for (KeyLane lane : lanes.values()) {
            oldest = Math.max(oldest, lane.oldestNanos(now));
        }
        return oldest;
    }

    /** Returns how many tasks wait by key, those of a few keys that have most. */
    Map<String, Long> waitingByKey(int most) {
        Map<String, Long> found = new LinkedHashMap<>();
        lanes.values().stream()
                .filter(lane -> lane.unbegun() > 0)
                .sorted(Comparator.comparingLong(KeyLane::unbegun).reversed())
                .limit(most)
                .forEach(
                        lane -> found.put(lane.address() + (lane.isPaused() ? ", paused" : ""), (long) lane.unbegun()));
        return found;
    }

    int size() {
        return lanes.size();
    }
}
