package io.millrace.core.contract;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a domain should hold after a sequence of calls: the entries queued, held and detached, by number, and the places of the
 * ordered flows of queue 0, if it is ordered.
 */
final class CreditModel {

    final List<Integer> queued = new ArrayList<>();
    final List<Delivered> held = new ArrayList<>();
    final List<Delivered> detached = new ArrayList<>();

    private final int limit;
    private final boolean ordered;
    private final Map<Integer, ArrayDeque<Place>> flows = new HashMap<>();
    private final Map<Integer, Place> places = new HashMap<>();
    private int accepted;
    private int returned;

    CreditModel(int limit, boolean ordered) {
        this.limit = limit;
        this.ordered = ordered;
    }

    int inFlight() {
        return accepted - returned;
    }

    int limit() {
        return limit;
    }

    boolean hasCredit() {
        return inFlight() < limit;
    }

    int accepted() {
        return accepted;
    }

    int returned() {
        return returned;
    }

    /** Returns how many places of an ordered flow are taken. */
    int window(int queue, int flow) {
        return hasPlaces(queue) ? placesOf(flow).size() : 0;
    }

    void accept(int number, int queue, int flow) {
        accepted++;
        append(number, queue, flow);
    }

    void deliver(Delivered entry) {
        unqueue(entry.number());
        held.add(entry);
    }

    void detach(Delivered entry) {
        held.remove(entry);
        detached.add(entry);
    }

    void forward(Delivered entry, int queue, int flow) {
        held.remove(entry);
        detached.remove(entry);
        finish(entry.number(), entry.queue(), entry.flow(), () -> append(entry.number(), queue, flow));
    }

    void release(Delivered entry) {
        held.remove(entry);
        detached.remove(entry);
        finish(entry.number(), entry.queue(), entry.flow(), () -> returned++);
    }

    void flush(int number, int queue, int flow) {
        unqueue(number);
        finish(number, queue, flow, () -> returned++);
    }

    /** Does what is to follow when the turn of the entry has come: at once, unless its flow is ordered. */
    private void finish(int number, int queue, int flow, Runnable consequence) {
        if (!hasPlaces(queue)) {
            consequence.run();
            return;
        }
        Place own = places.remove(number);
        if (own == null) {
            throw new AssertionError("entry has no place in its flow: number=" + number + ", flow=" + flow);
        }
        own.consequence = consequence;
        ArrayDeque<Place> window = placesOf(flow);
        Place head = window.peek();
        while (head != null && head.consequence != null) {
            window.remove();
            head.consequence.run();
            head = window.peek();
        }
    }

    private void append(int number, int queue, int flow) {
        queued.add(number);
        if (hasPlaces(queue)) {
            Place place = new Place();
            placesOf(flow).add(place);
            places.put(number, place);
        }
    }

    private void unqueue(int number) {
        if (!queued.remove((Integer) number)) {
            throw new AssertionError("came out but is not in a queue: number=" + number);
        }
    }

    private boolean hasPlaces(int queue) {
        return ordered && queue == 0;
    }

    private ArrayDeque<Place> placesOf(int flow) {
        return flows.computeIfAbsent(flow, id -> new ArrayDeque<>());
    }

    private static final class Place {

        private @Nullable Runnable consequence;
    }
}
