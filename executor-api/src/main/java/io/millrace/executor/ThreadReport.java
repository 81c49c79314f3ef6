package io.millrace.executor;

import java.util.Comparator;
import java.util.List;

/** What an executor, its device and its threads are doing, for people. */
final class ThreadReport {

    /** So many frames show where a thread is, and in whose task. */
    private static final int FRAMES = 12;

    private ThreadReport() {}

    static String of(MillraceExecutor executor) {
        StringBuilder text = new StringBuilder(executor.toString()).append('\n');
        if (!executor.isTerminated()) {
            text.append(executor.domain().report().toText().stripTrailing()).append('\n');
        }
        List<Thread> threads = executor.workforce().threads().list();
        threads.stream().sorted(Comparator.comparing(Thread::getName)).forEach(thread -> append(text, thread));
        return text.toString();
    }

    private static void append(StringBuilder text, Thread thread) {
        StackTraceElement[] stack = thread.getStackTrace();
        text.append("thread name=\"")
                .append(thread.getName())
                .append("\" state=")
                .append(thread.getState())
                .append('\n');
        for (int frame = 0; frame < Math.min(FRAMES, stack.length); frame++) {
            text.append("    at ").append(stack[frame]).append('\n');
        }
    }
}
