package io.millrace.core.domain;

import io.millrace.core.Burst;

/**
 * What a device has of its own: where entries wait, and what happens when one is finished. Who has an entry in its hands moves it; everything else about
 * entries, credits, ports and waiting is the {@link DeviceDomain}'s.
 */
public interface DeviceQueue {

    /** Returns the ports that are linked. */
    PortSet linked();

    /** Returns how many entries one dequeue delivers at most. */
    int deliveryDepth();

    /** Returns whether a NEW entry with this header would not be refused by this queue now. Asked before a credit is taken, so that a refusal is cheap. */
    default boolean hasRoom(long header) {
        return true;
    }

    /** Appends a NEW entry unless a limit of this queue refuses it. */
    default boolean tryAppend(int slot, long header, Actor actor) {
        append(slot, header, actor);
        return true;
    }

    /** Appends an entry. Never refuses. The header has all but perhaps the stage, which is in the store. */
    void append(int slot, long header, Actor actor);

    /** Puts back an entry that was set aside for a port; its place is fixed already. */
    default void requeue(int slot, long header) {
        throw new IllegalStateException("entries of this queue are never set aside one by one: slot=" + slot);
    }

    /** Delivers waiting entries to a port. Called by the port's thread, which has nothing set aside. */
    int deliver(DevicePort port, Burst burst, boolean lowestFirst);

    /** Delivers from a flow that was the turn of a port. */
    default int deliverFlow(int flow, DevicePort port, Burst burst) {
        throw new IllegalStateException("flows of this queue are never the turn of a port: flow=" + flow);
    }

    /** Puts a flow back that was the turn of a port. */
    default void putBackFlow(int flow) {
        throw new IllegalStateException("flows of this queue are never the turn of a port: flow=" + flow);
    }

    /** Flushes a flow that was the turn of a port. */
    default int flushFlow(int flow, Flush flush) {
        throw new IllegalStateException("flows of this queue are never the turn of a port: flow=" + flow);
    }

    /** Passes on an entry that came from this queue with {@code header} and {@code seat}; the store has its new header and payload. */
    void forward(int slot, long header, long seat, Actor actor);

    /** Ends an entry that came from this queue with {@code header} and {@code seat}. */
    void release(int slot, long header, long seat, Actor actor);

    /** Returns whether nothing waits here that a port could have now. */
    boolean isEmpty();

    /** Returns how many entries wait here, those on the way in included. */
    int size();

    /** Forgets its flows, which have no entry. */
    default void reset() {}

    /** Tells a survey of the flows that have an entry. */
    default void survey(int id, Survey survey) {}

    /** Takes out what waits here and was not delivered. Called beside everything else. */
    int flush(Flush flush);
}
