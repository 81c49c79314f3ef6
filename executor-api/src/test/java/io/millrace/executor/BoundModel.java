package io.millrace.executor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** What a bound says of one way in, in plain terms: those that run, those that wait, and those of them that were cancelled. */
final class BoundModel {

    enum Answer {
        ACCEPTED,
        REFUSED
    }

    private final int atOnce;
    private final int places;
    private final boolean discardsOldest;
    private final Deque<Integer> waiting = new ArrayDeque<>();
    private final Set<Integer> cancelled = new HashSet<>();
    private int running;
    private int discarded;

    /** {@code atOnce} is how many of this way can run at once. */
    BoundModel(int workers, int queueLimit, int atOnce, boolean discardsOldest) {
        this.atOnce = atOnce;
        this.discardsOldest = discardsOldest;
        places = workers + queueLimit;
    }

    Answer submit(int task) {
        if (running + waiting.size() == places) {
            if (!discardsOldest || waiting.isEmpty()) {
                discarded++;
                return Answer.REFUSED;
            }
            discarded += cancelled.add(waiting.remove()) ? 1 : 0;
        }
        waiting.add(task);
        start();
        return Answer.ACCEPTED;
    }

    private void start() {
        while (running < atOnce && !waiting.isEmpty()) {
            if (!cancelled.contains(waiting.remove())) {
                running++;
            }
        }
    }

    void finish() {
        running--;
        start();
    }

    boolean cancel(int task) {
        return waiting.contains(task) && cancelled.add(task);
    }

    void purge() {
        waiting.removeAll(cancelled);
    }

    boolean isCancelled(int task) {
        return cancelled.contains(task);
    }

    int running() {
        return running;
    }

    int places() {
        return running + waiting.size();
    }

    int discarded() {
        return discarded;
    }
}
