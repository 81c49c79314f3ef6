package io.millrace.executor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A task of an atomic view, and its place in the lane of its key. */
class KeyedTask extends Pending implements Runnable {

    private static final long serialVersionUID = 1L;

    private static final VarHandle NEXT;

    static {
        try {
            NEXT = MethodHandles.lookup().findVarHandle(KeyedTask.class, "next", KeyedTask.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final transient KeyAddress address;
    private final transient Entrance entrance;

    /** How many tasks the lane had before this one. Written before this one is published there. */
    transient int number;

    /** The task behind this one in the lane; null while it is not linked, and after it was passed to. */
    private transient volatile @Nullable KeyedTask next;

    KeyedTask(Way way, Runnable task, KeyAddress address, Entrance entrance) {
        super(way, task);
        this.address = address;
        this.entrance = entrance;
    }

    @Override
    boolean submit() {
        return entrance.submit(this);
    }

    @Override
    Pending forCaller() {
        Runnable task = Objects.requireNonNull(take(), "task");
        return new CallersTask(way(), task, address, entrance);
    }

    @Override
    boolean mayWaitForWorkers() {
        return true;
    }

    @Override
    @Nullable
    Runnable takeOldestBefore() {
        Runnable oldest = entrance.lanes().keyed().takeOldest(address);
        if (oldest != null) {
            entrance.passTakenOut();
        }
        return oldest;
    }

    @Override
    public final void run() {
        perform();
    }

    final KeyAddress address() {
        return address;
    }

    /** Links the task behind this one. Called once, by who has put it there. */
    void link(KeyedTask behind) {
        // Pairs with next(): the holder of the turn sees what the submitter has done.
        NEXT.setRelease(this, behind);
    }

    @Nullable
    KeyedTask next() {
        return next;
    }

    /** Drops the link, or else what is old would keep alive all that came after it. Called after the lane has passed on. */
    void unlink() {
        // Pairs with the walk of KeyLane, which finds no link then, and looks whether the lane has passed on.
        NEXT.setOpaque(this, null);
    }
}
