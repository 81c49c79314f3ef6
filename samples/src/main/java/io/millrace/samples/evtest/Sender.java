package io.millrace.samples.evtest;

import io.millrace.core.PaddedLongs;

/** Somebody who hands in entries and counts what was checked: a producer, the owner of a port, or a thread that finishes detached entries. */
final class Sender {
    private final int id;
    private final PaddedLongs checked = new PaddedLongs(Promise.values().length);
    private long sent;

    Sender(int id) {
        this.id = id;
    }

    /** Its number; that of its port if it has one. */
    int id() {
        return id;
    }

    long nextSent() {
        return ++sent;
    }

    void check(Promise promise, int count) {
        int index = promise.ordinal();
        checked.setRelease(index, checked.getOpaque(index) + count);
    }

    /** How often a promise was found kept. May be asked by any thread. */
    long checked(Promise promise) {
        return checked.getOpaque(promise.ordinal());
    }
}
