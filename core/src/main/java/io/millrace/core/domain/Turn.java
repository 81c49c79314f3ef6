package io.millrace.core.domain;

import io.millrace.core.EntryHeader;
import io.millrace.core.PaddedLongs;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The flow that a port has just worked on and may go on with for a while. It is not held: whoever changes the word back has the flow. */
public final class Turn {

    /** The token of no turn. */
    public static final long NONE = 0;

    private static final long LIMIT_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final int STRIDE = 4;
    private static final long PRESENT = 1L << (Integer.SIZE + 12);

    private final PaddedLongs word = new PaddedLongs(1);
    private final LongSupplier clock;

    private long latest;
    private long began;
    private int length;

    Turn(LongSupplier clock) {
        this.clock = clock;
    }

    public static long token(int queue, int flow) {
        return PRESENT | (long) queue << Integer.SIZE | flow;
    }

    static int queue(long token) {
        return (int) (token >>> Integer.SIZE) & EntryHeader.MAX_QUEUE;
    }

    static int flow(long token) {
        return (int) token;
    }

    public long token() {
        return word.get(0);
    }

    /** Keeps a flow unless there is one already or this one has had its time. Called by the owner. */
    boolean tryKeep(long token) {
        if (word.getOpaque(0) != NONE || isOver(token)) {
            return false;
        }
        // Volatile, since the queue looks at the doorbell next: pairs with a port that marks itself asleep and then
        // looks here.
        word.set(0, token);
        return true;
    }

    /** Takes the flow of a token. Pairs with itself on other threads: one of them gets it. */
    boolean take(long token) {
        return word.compareAndSet(0, token, NONE);
    }

    private boolean isOver(long token) {
        if (token != latest) {
            latest = token;
            began = clock.getAsLong();
            length = 0;
        } else if (++length % STRIDE == 0 && clock.getAsLong() - began > LIMIT_NANOS) {
            latest = NONE;
            return true;
        }
        return false;
    }
}
