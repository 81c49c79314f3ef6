package io.millrace.executor;

import io.millrace.core.Surroundings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a thread of an executor did when somebody looked.
 *
 * @param worker the number of its place, or the one it had
 * @param task what it runs; null if that is not known
 * @param nanos how long it has run that; negative if that is not recorded
 * @param awaited the task of the executor that it waits for
 * @param at where it is in the program, outside the JDK; null unless it sleeps there
 */
record ThreadLook(
        int worker,
        String thread,
        Thread.State state,
        boolean isActive,
        @Nullable String task,
        long nanos,
        @Nullable String awaited,
        @Nullable String at) {

    static List<ThreadLook> atAll(Iterable<Shift> shifts) {
        List<ThreadLook> looks = new ArrayList<>();
        shifts.forEach(shift -> looks.add(at(shift)));
        looks.sort(Comparator.comparingInt(ThreadLook::worker).thenComparing(ThreadLook::thread));
        return looks;
    }

    private static ThreadLook at(Shift shift) {
        Thread thread = shift.thread();
        boolean active = shift.isActive();
        Runnable task = active ? shift.task() : null;
        SubmittedTask<?> awaited = shift.awaited();
        Thread.State state = thread.getState();
        return new ThreadLook(
                shift.place(),
                thread.getName(),
                state,
                active,
                task == null ? null : Text.of(task),
                task == null ? -1 : shift.currentNanos(),
                awaited == null ? null : Text.of(awaited),
                active && Surroundings.isAsleep(state) ? placeOf(thread) : null);
    }

    /** Returns where a thread is in the program, outside the JDK. */
    static @Nullable String placeOf(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            String type = frame.getClassName();
            if (!type.startsWith("java.") && !type.startsWith("jdk.") && !type.startsWith("sun.")) {
                return type + "." + frame.getMethodName() + "(" + frame.getFileName() + ":" + frame.getLineNumber()
                        + ")";
            }
        }
        return null;
    }

    /** Returns whether it sleeps in the middle of something. */
    boolean isAsleepInTask() {
        return isActive && Surroundings.isAsleep(state);
    }

    Stream<String> lines() {
        StringBuilder line = new StringBuilder(thread).append(", worker ").append(worker);
        if (!isActive) {
            return Stream.of(line.append(": idle").toString());
        }
        line.append(": ").append(state).append(" in ").append(task == null ? "a job or a turn" : task);
        if (nanos >= 0) {
            line.append(" for ").append(Text.time(nanos));
        }
        if (awaited != null) {
            line.append(", waits for ").append(awaited);
        }
        return at == null ? Stream.of(line.toString()) : Stream.of(line.toString(), "  at " + at);
    }
}
