package io.millrace.core;

import org.jspecify.annotations.Nullable;

/**
 * A reusable carrier of up to {@link #capacity()} entries for one dequeue or enqueue.
 *
 * <p>After a dequeue it holds the delivered entries, each marked {@link Operation#RELEASE}. The owner may change operation, header and payload of each and
 * hand the burst back to the same port, or finish the entries one by one. For NEW entries {@link #add(long, Object)} appends.
 *
 * <p><b>Threading.</b> Used by one thread at a time.
 *
 * <p><b>Units and limits.</b> Indices run from 0 to {@link #count()} exclusive; others throw {@link IndexOutOfBoundsException}.
 */
public final class Burst {

    // Kept as numbers: storing a reference for each entry would cost a write barrier.
    private static final Operation[] OPERATIONS = Operation.values();
    private static final byte NEW = (byte) Operation.NEW.ordinal();
    private static final byte FORWARD = (byte) Operation.FORWARD.ordinal();
    private static final byte RELEASE = (byte) Operation.RELEASE.ordinal();

    private final long[] entries;
    private final long[] headers;
    private final long[] sequenceNumbers;
    private final @Nullable Object[] payloads;
    private final byte[] operations;
    private int count;
    private Refusal refusal = Refusal.NONE;

    /** Creates an empty burst. */
    public Burst(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a burst holds at least one entry: capacity=" + capacity);
        }
        entries = new long[capacity];
        headers = new long[capacity];
        sequenceNumbers = new long[capacity];
        payloads = new Object[capacity];
        operations = new byte[capacity];
    }

    /** Returns how many entries fit. */
    public int capacity() {
        return entries.length;
    }

    /** Returns how many entries are there now. */
    public int count() {
        return count;
    }

    /** Forgets all entries and their payloads. */
    public void clear() {
        for (int i = 0; i < count; i++) {
            payloads[i] = null;
        }
        count = 0;
        refusal = Refusal.NONE;
    }

    /**
     * Appends a NEW entry.
     *
     * @throws IllegalStateException if the burst is full
     */
    public void add(long header, Object payload) {
        deliver(0, header, 0, payload);
        operations[count - 1] = NEW;
    }

    /**
     * Appends a delivered entry. Called by devices.
     *
     * @throws IllegalStateException if the burst is full
     */
    public void deliver(long entry, long header, long sequenceNumber, @Nullable Object payload) {
        if (count == entries.length) {
            throw new IllegalStateException("burst is full: capacity=" + entries.length);
        }
        entries[count] = entry;
        headers[count] = header;
        sequenceNumbers[count] = sequenceNumber;
        payloads[count] = payload;
        operations[count] = RELEASE;
        count++;
    }

    /** Returns the handle by which the holder names the entry until it is finished. */
    public long entry(int index) {
        return entries[check(index)];
    }

    /** Returns the header, see {@link EntryHeader}. */
    public long header(int index) {
        return headers[check(index)];
    }

    /** Returns the place of the entry in its ordered or atomic flow: 0, 1, 2, ... in the order of appending; 0 for the other types. */
    public long sequenceNumber(int index) {
        return sequenceNumbers[check(index)];
    }

    /** Returns the payload. */
    public @Nullable Object payload(int index) {
        return payloads[check(index)];
    }

    /** Gives a delivered entry another payload. Called by devices that wrap others, which carry something else. */
    public void payload(int index, @Nullable Object payload) {
        payloads[check(index)] = payload;
    }

    /** Returns what is asked for the entry. */
    public Operation operation(int index) {
        return OPERATIONS[operations[check(index)]];
    }

    /** Asks for a FORWARD of a delivered entry. */
    public void forward(int index, long header, @Nullable Object payload) {
        headers[check(index)] = header;
        payloads[index] = payload;
        operations[index] = FORWARD;
    }

    /** Asks for a RELEASE of a delivered entry. */
    public void release(int index) {
        operations[check(index)] = RELEASE;
        payloads[index] = null;
    }

    /** Returns why the last enqueue of this burst stopped short, or {@link Refusal#NONE}. */
    public Refusal refusal() {
        return refusal;
    }

    /** Says why an enqueue stopped short. Called by devices. */
    public void refusal(Refusal cause) {
        refusal = cause;
    }

    private int check(int index) {
        if (index < 0 || index >= count) {
            throw new IndexOutOfBoundsException("no such entry in the burst: index=" + index + ", count=" + count);
        }
        return index;
    }
}
