package io.millrace.benchmarks.keyed;

import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.jctools.queues.varhandle.unpadded.MpscLinkedVarHandleUnpaddedQueue;

/**
 * The mailbox of one actor, as actor systems have it: a queue that the actor empties in batches on a fork/join pool. It is itself the
 * task that the pool runs, again and again, so that waking an actor allocates nothing.
 */
final class Mailbox extends ForkJoinTask<Void> implements Executor {

    private static final long serialVersionUID = 1L;
    private static final int BATCH = 64;

    private final transient ForkJoinPool pool;
    private final transient Queue<Runnable> letters = new MpscLinkedVarHandleUnpaddedQueue<>();

    /** Letters that are not worked on; who raises it from 0 has the pool run the actor. */
    private final AtomicInteger count = new AtomicInteger();

    Mailbox(ForkJoinPool pool) {
        this.pool = pool;
    }

    @Override
    public void execute(Runnable letter) {
        letters.offer(letter);
        if (count.getAndIncrement() == 0) {
            pool.execute(this);
        }
    }

    /** False: the task is never done, so the pool may be given it again. */
    @Override
    protected boolean exec() {
        int done = 0;
        Runnable letter = letters.poll();
        while (letter != null) {
            letter.run();
            letter = ++done < BATCH ? letters.poll() : null;
        }
        if (count.addAndGet(-done) > 0) {
            fork();
        }
        return false;
    }

    @Override
    public Void getRawResult() {
        return null;
    }

    @Override
    protected void setRawResult(Void nothing) {}
}
