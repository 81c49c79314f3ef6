package io.millrace.core.contract;

import java.util.ArrayList;
import java.util.List;

/** What a domain of two queues should hold after a sequence of calls: the entries queued, held and detached, by number. */
final class CreditModel {

    final List<Integer> queued = new ArrayList<>();
    final List<Delivered> held = new ArrayList<>();
    final List<Delivered> detached = new ArrayList<>();

    private final int limit;
    private int accepted;
    private int released;

    CreditModel(int limit) {
        this.limit = limit;
    }

    int inFlight() {
        return queued.size() + held.size() + detached.size();
    }

    boolean hasCredit() {
        return inFlight() < limit;
    }

    int accepted() {
        return accepted;
    }

    int released() {
        return released;
    }

    void accept(int number) {
        accepted++;
        queued.add(number);
    }

    void deliver(Delivered entry) {
        if (!queued.remove((Integer) entry.number())) {
            throw new AssertionError("delivered but not queued: entry=" + entry);
        }
        held.add(entry);
    }

    void forward(Delivered entry) {
        held.remove(entry);
        detached.remove(entry);
        queued.add(entry.number());
    }

    void release(Delivered entry) {
        held.remove(entry);
        detached.remove(entry);
        released++;
    }

    void detach(Delivered entry) {
        held.remove(entry);
        detached.add(entry);
    }

    void flush(int number) {
        if (!queued.remove((Integer) number)) {
            throw new AssertionError("flushed but not queued: number=" + number);
        }
        released++;
    }
}
