package io.millrace.samples.evtest;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * What an entry carries: its name, and how far it has come. All but the state is written by whoever has the entry in hand; the state tells whether that is
 * one and the same.
 */
final class Cargo {
    /** How many ranks an entry has: the last is its own, those before are for its fragments. */
    private static final int RANKS = 32;

    private static final AtomicIntegerFieldUpdater<Cargo> STATE =
            AtomicIntegerFieldUpdater.newUpdater(Cargo.class, "state");
    private static final int ENDED = -1;

    private final int producer;
    private final int number;
    private final int flow;
    private final int origin;
    private final long rank;

    private int fragments;
    private int sender;
    private long sent;
    private long enteredNanos;

    /** Twice the step that the entry is on its way to, one more when it was delivered there, or ENDED. */
    private volatile int state;

    /**
     * Creates the cargo of an entry.
     *
     * @param producer who brings it
     * @param number its place among the entries of its producer
     * @param flow its flow
     */
    Cargo(int producer, int number, int flow) {
        this.producer = producer;
        this.number = number;
        this.flow = flow;
        origin = producer;
        rank = (number + 1L) * RANKS;
    }

    private Cargo(int producer, int number, Cargo parent) {
        this.producer = producer;
        this.number = number;
        flow = parent.flow;
        origin = parent.producer;
        rank = parent.rank - RANKS + ++parent.fragments;
    }

    /** Creates the cargo of the next fragment of this entry. It goes before this one and behind all that goes before that. */
    Cargo fragment(int fragmentProducer, int fragmentNumber) {
        return new Cargo(fragmentProducer, fragmentNumber, this);
    }

    int fragments() {
        return fragments;
    }

    boolean isFragment() {
        return rank % RANKS != 0;
    }

    int producer() {
        return producer;
    }

    int number() {
        return number;
    }

    int flow() {
        return flow;
    }

    /** The producer whose entries of this flow it is in order with. */
    int origin() {
        return origin;
    }

    /** Its place in that order; places are left out. */
    long rank() {
        return rank;
    }

    /** The number of the entry that has a rank, or whose fragment has it. */
    static long numberOf(long rank) {
        return (rank - 1) / RANKS;
    }

    /** The step of its path that the entry is on its way to or held at; that of its end when it has ended. */
    int step() {
        return state >> 1;
    }

    /** Who has handed it in last. */
    int sender() {
        return sender;
    }

    /** Its place among all that its sender has handed in. */
    long sent() {
        return sent;
    }

    void sendTo(int step, Sender by) {
        sender = by.id();
        sent = by.nextSent();
        STATE.lazySet(this, step << 1);
    }

    /** Turns from on the way to held. False if it is not on the way: it was delivered already, or has ended. */
    boolean deliver() {
        int now = state;
        return (now & 1) == 0 && STATE.compareAndSet(this, now, now | 1);
    }

    /** Ends a held entry. */
    void end() {
        STATE.lazySet(this, ENDED);
    }

    /** Ends an entry that is on the way. False if it is not: it was delivered already, or has ended. */
    boolean endOnTheWay() {
        int now = state;
        return (now & 1) == 0 && STATE.compareAndSet(this, now, ENDED);
    }

    long enteredNanos() {
        return enteredNanos;
    }

    void enteredNanos(long now) {
        enteredNanos = now;
    }

    @Override
    public String toString() {
        return name(producer, number, flow);
    }

    static String name(int producer, int number, int flow) {
        return "entry=" + number + ", producer=" + producer + ", flow=" + flow;
    }
}
