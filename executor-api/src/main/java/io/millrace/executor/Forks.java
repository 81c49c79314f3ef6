package io.millrace.executor;

import io.millrace.core.Surroundings;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The deques of all threads of an executor that have forked something. */
final class Forks {

    private static final ForkDeque[] NONE = {};

    private volatile ForkDeque[] deques = NONE;

    synchronized ForkDeque open() {
        ForkDeque deque = new ForkDeque();
        ForkDeque[] more = Arrays.copyOf(deques, deques.length + 1);
        more[deques.length] = deque;
        deques = more;
        return deque;
    }

    /** Forgets a deque that is empty and stays so. */
    synchronized void close(ForkDeque deque) {
        deques = Arrays.stream(deques).filter(other -> other != deque).toArray(ForkDeque[]::new);
    }

    /** Takes a task that somebody has forked; null if there is none. */
    @Nullable
    ForkJoinTask<?> steal() {
        ForkDeque[] all = deques;
        if (all.length == 0) {
            return null;
        }
        int first = all.length == 1 ? 0 : Surroundings.chance(all.length);
        for (int i = 0; i < all.length; i++) {
            ForkDeque deque = all[(first + i) % all.length];
            ForkJoinTask<?> task = deque.isEmpty() ? null : deque.steal();
            if (task != null) {
                return task;
            }
        }
        return null;
    }

    /** Finds the oldest task of somebody, if it is wanted. It is not claimed. */
    @Nullable
    ForkJoinTask<?> find(ForkDeque own, Predicate<ForkJoinTask<?>> wanted) {
        for (ForkDeque deque : deques) {
            ForkJoinTask<?> task = deque == own ? null : deque.findIf(wanted);
            if (task != null) {
                return task;
            }
        }
        return null;
    }

    /** Returns of how many threads there is one. */
    int threads() {
        return deques.length;
    }

    /** Returns whether no task waits. */
    boolean isClear() {
        for (ForkDeque deque : deques) {
            if (!deque.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Returns about how many tasks wait. */
    long waiting() {
        long tasks = 0;
        for (ForkDeque deque : deques) {
            tasks += deque.size();
        }
        return tasks;
    }
}
