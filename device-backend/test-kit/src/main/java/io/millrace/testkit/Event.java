package io.millrace.testkit;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a run.
 *
 * @param number its place in the history, from 1 on
 * @param subject the name of a task, or an item of a series
 * @param group the key of a task, or the series of an item; null for a task without a key
 * @param thread the name of the thread that did it
 */
record Event(
        int number, Kind kind, Object subject, @Nullable Object group, String thread) {

    /** What can happen to a task or to an item. */
    enum Kind {
        SUBMITTED("is submitted", true),
        REJECTED("is rejected", true),
        STARTED("starts", true),
        ENDED("ends", true),
        FAILED("fails", true),
        HANDED_IN("is handed in", false),
        EMITTED("comes out", false);

        private final String verb;
        private final boolean ofTask;

        Kind(String verb, boolean ofTask) {
            this.verb = verb;
            this.ofTask = ofTask;
        }
    }

    boolean is(Kind one) {
        return kind == one;
    }

    boolean isOfTask() {
        return kind.ofTask;
    }

    /** Returns whether a task is over by it. */
    boolean isEnd() {
        return kind == Kind.ENDED || kind == Kind.FAILED;
    }

    boolean isOfTask(Object name) {
        return kind.ofTask && subject.equals(name);
    }

    boolean isOfSeries(Object series) {
        return !kind.ofTask && series.equals(group);
    }

    /** Names it in a sentence. */
    String mention() {
        return "#" + number + " " + subject + " " + kind.verb;
    }

    /** Tells all of it. */
    @Override
    public String toString() {
        return mention() + ": " + (group == null ? "" : (kind.ofTask ? "key=" : "series=") + group + ", ") + "thread="
                + thread;
    }
}
