package io.millrace.executor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The keys whose tasks are not to begin for now, each with the turn of its lane if that has come.
 *
 * <p>Who has the turn of a lane asks before each task, and parks the turn here in place of bringing it into the device
 * again. Under the lock a turn is parked, or the key was resumed before and its holder goes on; so no turn is lost, and
 * none is parked twice. One whose next task was taken out goes on too, as far as the next that is there.
 */
final class PausedKeys {

    private final ConcurrentHashMap<Object, Parked> keys = new ConcurrentHashMap<>();

    /** Whether there are any: all that a task of a key costs while there are none. */
    private volatile boolean any;

    /** Pauses a key. Nothing happens if it is paused. */
    synchronized void pause(Object key) {
        keys.computeIfAbsent(key, unseen -> new Parked());
        any = true;
    }

    boolean isPaused(KeyAddress address) {
        return any && keys.containsKey(address.key());
    }

    /** Keeps the turn of a lane; false if its key is not paused any more, or the lane has a task to pass that was taken out. */
    synchronized boolean park(KeyLane lane) {
        Parked parked = keys.get(lane.address().key());
        // Pairs with unparkEmptied(): the task was taken out before this looks, or the lane is parked before that does.
        if (parked == null || lane.first().isTaken()) {
            return false;
        }
        parked.lane = lane;
        return true;
    }

    /** Takes back the turns of lanes that have a task to pass that was taken out. Called by who has taken some out; the caller brings them. */
    List<KeyLane> unparkEmptied() {
        // Pairs with pause(): a key that is paused after this finds the task taken out when its turn is to be parked.
        return any ? takeBackEmptied() : List.of();
    }

    private synchronized List<KeyLane> takeBackEmptied() {
        List<KeyLane> lanes = new ArrayList<>();
        for (Parked parked : keys.values()) {
            KeyLane lane = parked.lane;
            if (lane != null && lane.first().isTaken()) {
                parked.lane = null;
                lanes.add(lane);
            }
        }
        return lanes;
    }

    /** Resumes a key. Returns the lane whose turn was kept, for the caller to bring; null if there is none. */
    synchronized @Nullable KeyLane resume(Object key) {
        Parked parked = keys.remove(key);
        any = !keys.isEmpty();
        return parked == null ? null : parked.lane;
    }

    /** Resumes all keys, as {@link #resume} does. */
    synchronized List<KeyLane> resumeAll() {
        List<KeyLane> lanes = new ArrayList<>();
        for (Parked parked : keys.values()) {
            if (parked.lane != null) {
                lanes.add(parked.lane);
            }
        }
        keys.clear();
        any = false;
        return lanes;
    }

    int size() {
        return keys.size();
    }

    /** A key that is paused. */
    private static final class Parked {

        private @Nullable KeyLane lane;
    }
}
