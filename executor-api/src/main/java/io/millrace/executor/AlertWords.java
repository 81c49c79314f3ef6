package io.millrace.executor;

import io.millrace.core.Alert;
import io.millrace.core.StalledFlow;
import org.jspecify.annotations.Nullable;

/** Says what a watchdog has noticed of a device in the words of an executor: worker, task, series and job. */
final class AlertWords {

    private final String executor;
    private final Shifts shifts;

    AlertWords(String executor, Shifts shifts) {
        this.executor = executor;
        this.shifts = shifts;
    }

    Alert of(Alert alert) {
        if (alert instanceof Alert.PortStuck stuck) {
            return new Alert.PortStuck(stuck.port(), say(stuck), stuck.nanos(), stuck.report());
        }
        if (alert instanceof Alert.HeadUnfinished head) {
            return new Alert.HeadUnfinished(head.flow(), say(head), head.nanos(), head.report());
        }
        return alert;
    }

    private String say(Alert.PortStuck stuck) {
        return "a worker does not end its task: executor=" + executor
                + whoIsAtWork(stuck.port().id(), stuck.thread()) + ", nanos=" + stuck.nanos();
    }

    private String say(Alert.HeadUnfinished head) {
        StalledFlow flow = head.flow();
        String what = flow.head() == StalledFlow.Head.WAITING
                ? "finished jobs of a series wait for one that no worker has begun: executor="
                : "finished jobs of a series wait for one that does not end: executor=";
        String who = flow.port() == StalledFlow.NO_PORT
                ? ", worker=none"
                : ", worker=" + flow.port() + ", thread=" + name(head.thread());
        return what + executor + ", series=" + flow.flow() + ", job=" + flow.sequenceNumber() + who + ", waiting="
                + flow.parked() + ", nanos=" + head.nanos();
    }

    @SuppressWarnings("ReferenceEquality") // The same thread, not an equal one.
    private String whoIsAtWork(int worker, @Nullable Thread thread) {
        Runnable task = null;
        for (Shift shift : shifts.present()) {
            if (shift.thread() == thread && shift.isActive()) {
                task = shift.task();
            }
        }
        return ", worker=" + worker + ", thread=" + name(thread) + ", task="
                + (task == null ? "a job of a series" : Text.of(task));
    }

    private static String name(@Nullable Thread thread) {
        return thread == null ? "none" : thread.getName();
    }
}
