package io.millrace.executor;

import java.util.ArrayList;
import java.util.List;

/**
 * What a thread is about to wait for, what the one waits for that has to go on before that, and so on: each task and the
 * next in {@code tasks}.
 *
 * <p>A chain that comes back to the waiter can never end. Each thread says what it waits for before it looks; so the one that
 * closes a circle sees all of it. A circle was not there at one moment if one of its futures is done, which is why they are
 * all asked once more: then each thread of it has waited since before that, and none can go on.
 */
record WaitChain(Shift waiter, List<SubmittedTask<?>> tasks, boolean comesBack) {

    /** A longer chain is taken for one that ends. */
    private static final int LONGEST = 256;

    static WaitChain from(Shift waiter, SubmittedTask<?> awaited) {
        List<SubmittedTask<?>> chain = new ArrayList<>();
        SubmittedTask<?> task = awaited;
        while (task != null && !task.isDone() && chain.size() < LONGEST) {
            chain.add(task);
            Shift holder = task.holder();
            if (holder == waiter) {
                return new WaitChain(waiter, chain, true);
            }
            task = holder == null ? null : holder.awaited();
        }
        return new WaitChain(waiter, chain, false);
    }

    /**
     * Fails if the wait can never end.
     *
     * @throws IllegalStateException if the waiter waits for itself
     */
    void requireEnd() {
        if (comesBack && tasks.stream().noneMatch(SubmittedTask::isDone)) {
            throw new IllegalStateException("task waits for itself, for ever: " + this
                    + "; let the first task submit what it waits for and end, and go on in what that completes");
        }
    }

    /** Returns whether it ends at a task for which a worker of an executor has to come. */
    boolean endsAtTaskFor(Lifecycle executor) {
        return !tasks.isEmpty() && tasks.get(tasks.size() - 1).needsWorkerOf(executor);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("waiting=").append(waiter.task()).append(", awaited=");
        for (int i = 0; i < tasks.size(); i++) {
            SubmittedTask<?> task = tasks.get(i);
            text.append(i == 0 ? "" : ", which waits for ").append(task);
            if (task.line() != null) {
                text.append(" (").append(task.line()).append(')');
            }
        }
        return text.toString();
    }
}
