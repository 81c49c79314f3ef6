package io.millrace.executor;

import java.util.ArrayList;
import java.util.List;

/**
 * Looks for waits that can never end: of a thread that runs a task of a key, for something that cannot start before
 * that task has ended.
 *
 * <p>Each thread says what it waits for before it looks; so the one that closes a circle sees all of it. A circle was
 * not there at one moment if one of its futures is done, which is why they are all asked once more in the end: then
 * each thread of it has waited since before that, and none can go on.
 */
final class WaitCircle {

    /** A longer chain is taken for none. */
    private static final int LONGEST = 256;

    private WaitCircle() {}

    /**
     * Checks what a thread is about to wait for.
     *
     * @throws IllegalStateException if it cannot come
     */
    static void check(Shift waiter, SubmittedTask<?> awaited) {
        List<SubmittedTask<?>> chain = new ArrayList<>();
        SubmittedTask<?> task = awaited;
        while (task != null && !task.isDone() && chain.size() < LONGEST) {
            chain.add(task);
            Shift holder = task.holder();
            if (holder == waiter) {
                if (chain.stream().noneMatch(SubmittedTask::isDone)) {
                    throw new IllegalStateException(message(waiter, chain));
                }
                return;
            }
            task = holder == null ? null : holder.awaited();
        }
    }

    private static String message(Shift waiter, List<SubmittedTask<?>> chain) {
        StringBuilder text = new StringBuilder("task waits for itself, for ever: waiting=")
                .append(waiter.task())
                .append(", awaited=");
        for (int i = 0; i < chain.size(); i++) {
            SubmittedTask<?> task = chain.get(i);
            text.append(i == 0 ? "" : ", which waits for ").append(task);
            if (task.line() != null) {
                text.append(" (").append(task.line()).append(')');
            }
        }
        return text.append("; let the first task submit what it waits for and end, and go on in what that completes")
                .toString();
    }
}
