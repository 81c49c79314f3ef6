package io.millrace.executor;

import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ForkJoinTask} has besides its result if it was handed in, was stolen, is waited for, has failed or is tagged.
 * Most are none of these, and so save the room.
 */
final class Particulars {

    /** The executor that it was handed in to, whose threads alone may run it; null if it was forked. */
    private volatile @Nullable Lifecycle home;

    /** What stands for it in line there, if something does: who runs it takes it out of that. Written before {@link #home}. */
    private @Nullable PlainTask envelope;

    /** Opened by who has ended the task. */
    private volatile @Nullable CountDownLatch ended;

    private volatile @Nullable Throwable failure;

    /** Where what is forked in the task lies, if another than its own thread took it. A hint for those who wait. */
    private volatile @Nullable ForkDeque deque;

    /** From which position on. Written before {@link #deque}, once. */
    private long from;

    /** Guarded by this. */
    private short tag;

    @Nullable
    Lifecycle home() {
        return home;
    }

    @Nullable
    PlainTask envelope() {
        return envelope;
    }

    void handedIn(Lifecycle executor, @Nullable PlainTask inLine) {
        envelope = inLine;
        home = executor;
    }

    void forked() {
        home = null;
    }

    /** Returns what whoever ends the task opens, if it is asked for before the task has ended. */
    synchronized CountDownLatch ended() {
        CountDownLatch made = ended;
        if (made == null) {
            made = new CountDownLatch(1);
            ended = made;
        }
        return made;
    }

    /** Wakes those who wait, and drops what leads to the executor. Called when the task has ended. */
    void wakeAll() {
        envelope = null;
        deque = null;
        CountDownLatch made = ended;
        if (made != null) {
            made.countDown();
        }
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    /** Notes by what the task fails; the first failure stays, whoever ends the task. */
    synchronized void fail(Throwable thrown) {
        if (failure == null) {
            failure = thrown;
        }
    }

    void stolen(ForkDeque by) {
        from = by.position();
        deque = by;
    }

    /** Returns where what is forked in the task lies; null if its own thread runs it, as far as one can tell. */
    @Nullable
    ForkDeque deque() {
        return deque;
    }

    long from() {
        return from;
    }

    synchronized short tag() {
        return tag;
    }

    synchronized short replaceTag(short next) {
        short before = tag;
        tag = next;
        return before;
    }

    synchronized boolean replaceTag(short expected, short next) {
        boolean replaced = tag == expected;
        if (replaced) {
            tag = next;
        }
        return replaced;
    }
}
