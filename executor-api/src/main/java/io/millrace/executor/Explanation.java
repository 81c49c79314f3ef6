package io.millrace.executor;

import io.millrace.core.DomainReport;
import io.millrace.core.QueueReport;
import io.millrace.core.SchedulingDomain;
import io.millrace.core.StalledFlow;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the page of {@link MillraceExecutor#explain}. A part that cannot be read says so, and the others stand. */
final class Explanation {

    /** As many threads are shown one by one. */
    private static final int MOST_THREADS = 32;

    private final StringBuilder page = new StringBuilder();
    private final String name;
    private final Entrance entrance;
    private final Lifecycle lifecycle;
    private final Workforce workforce;
    private final @Nullable Bound bound;
    private final SchedulingDomain domain;
    private final ExecutorSnapshot snapshot;
    private final List<ThreadLook> threads;
    private final List<ExecutorStatistics.HotKey> hotKeys;
    private final List<DrivenLane> driven;
    private final long waitingForDrivers;
    private final @Nullable DomainReport report;

    Explanation(
            String name,
            Entrance entrance,
            Shifts shifts,
            @Nullable Bound bound,
            SchedulingDomain domain,
            Supplier<ExecutorSnapshot> snapshot) {
        this.name = name;
        this.entrance = entrance;
        this.bound = bound;
        this.domain = domain;
        lifecycle = entrance.lifecycle();
        workforce = entrance.workforce();
        this.snapshot = snapshot.get();
        threads = ThreadLook.atAll(shifts.present());
        hotKeys = entrance.lanes().keyed().hottest();
        driven = entrance.lanes().driven().present();
        waitingForDrivers = entrance.lanes().driven().waiting();
        report = report();
    }

    /** Null where the device does not answer any more. */
    private @Nullable DomainReport report() {
        try {
            return lifecycle.isTerminated() ? null : domain.report();
        } catch (RuntimeException closedMeanwhile) {
            return null;
        }
    }

    String toText() {
        line("executor " + Text.of(name) + ": " + lifecycle + (workforce.isPaused() ? ", paused" : ""));
        part("figures", this::figures);
        part("threads", this::threads);
        part("hot keys", this::hotKeys);
        if (!driven.isEmpty()) {
            part("driven views", () -> driven.forEach(lane -> line("  " + lane.describe())));
        }
        part("series that stand still", this::stalled);
        part("device", this::device);
        part("what one might do", this::advice);
        return page.toString();
    }

    private void part(String title, Runnable content) {
        line(title);
        int before = page.length();
        try {
            content.run();
        } catch (RuntimeException failure) {
            line("  could not be read: " + Text.of(failure));
        }
        if (page.length() == before) {
            line("  none");
        }
    }

    private void line(String text) {
        page.append(text).append('\n');
    }

    private void figure(String figure, String text) {
        line(String.format(Locale.ROOT, "  %-8s %s", figure, text));
    }

    private void figures() {
        Lanes lanes = entrance.lanes();
        figure(
                "threads",
                snapshot.workers() + ", of them spares " + snapshot.spareThreads() + "; allowed: workers "
                        + workforce.number() + ", spares " + workforce.spares());
        figure("active", snapshot.active() + "");
        figure(
                "waiting",
                snapshot.backlog() + ": in line " + lanes.plain().waiting() + ", behind others of their keys "
                        + lanes.keyed().waiting() + ", for the device "
                        + entrance.intake().count()
                        + (driven.isEmpty() ? "" : ", for who drives them " + waitingForDrivers)
                        + "; timers " + snapshot.timers());
        figure("ended", snapshot.completed() + "");
        Recorder recorder = entrance.recorder();
        if (recorder != null) {
            long now = recorder.now();
            long oldest = Math.max(
                    lanes.driven().oldestNanos(now),
                    Math.max(lanes.plain().oldestNanos(now), lanes.keyed().oldestNanos(now)));
            figure("oldest", oldest <= 0 ? "nobody waits" : "waits for " + Text.time(oldest));
        }
        if (bound != null) {
            figure(
                    "bound",
                    bound.describe() + ", rejected " + snapshot.rejected() + ", discarded " + snapshot.discarded()
                            + ", overdue " + snapshot.overdue());
        }
    }

    private void threads() {
        threads.stream().limit(MOST_THREADS).flatMap(ThreadLook::lines).forEach(text -> line("  " + text));
        if (threads.size() > MOST_THREADS) {
            line("  and " + (threads.size() - MOST_THREADS) + " more");
        }
    }

    private void hotKeys() {
        hotKeys.forEach(hot -> line("  " + hot.tasks() + " of " + hot.key()));
    }

    private Stream<StalledFlow> stalledFlows() {
        return report == null ? Stream.empty() : report.stalledFlows().stream();
    }

    private void stalled() {
        stalledFlows().map(Explanation::describe).forEach(text -> line("  " + text));
    }

    private static String describe(StalledFlow flow) {
        String where = switch (flow.head()) {
            case WAITING -> "which waits for a worker";
            case HELD -> "which worker " + flow.port() + " has";
            case DETACHED -> "which a thread has that lost its place, or which waits for a result";
        };
        return "series " + flow.flow() + ": " + flow.parked() + " wait for job " + flow.sequenceNumber() + ", " + where;
    }

    private void device() {
        if (report == null) {
            line("  closed");
            return;
        }
        line("  credits " + report.credits() + ", in flight " + report.inFlight());
        report.queues().stream()
                .filter(queue -> queue.waiting() + queue.inWork() + queue.parked() > 0)
                .map(Explanation::describe)
                .forEach(text -> line("  " + text));
    }

    private static String describe(QueueReport queue) {
        return "queue " + queue.name() + ": waiting " + queue.waiting() + ", in work " + queue.inWork() + ", parked "
                + queue.parked();
    }

    private void advice() {
        int before = page.length();
        adviceOnPauses();
        adviceOnThreads();
        adviceOnDrivers();
        if (bound != null && bound.isFull()) {
            line("  full: submit less, raise queueLimit, or choose another RejectedTaskHandler");
        }
        if (!hotKeys.isEmpty() && hotKeys.get(0).tasks() > 1 + snapshot.backlog() / 2) {
            line("  most that waits is of one key, whose tasks run one at a time: "
                    + hotKeys.get(0).key());
        }
        stalledFlows()
                .findFirst()
                .ifPresent(flow -> line("  a job holds up a whole series: look at what job " + flow.sequenceNumber()
                        + " of series " + flow.flow() + " does"));
        if (page.length() == before) {
            line(lifecycle.isTerminated() ? "  nothing: the executor has ended" : "  nothing");
        }
    }

    private void adviceOnDrivers() {
        driven.stream()
                .filter(lane -> lane.waiting() > 0 && lane.driver() == null)
                .forEach(
                        lane -> line(
                                "  " + lane.name() + ": " + lane.waiting()
                                        + " tasks wait for a thread that drives it, and none does: drive it, or call its shutdownNow()"));
    }

    private void adviceOnPauses() {
        if (workforce.isPaused()) {
            line("  paused: call resume()");
        }
        int keys = entrance.lanes().keyed().paused().size();
        if (keys > 0) {
            line("  paused keys: " + keys + ", until resumeKey() is called for each");
        }
    }

    private void adviceOnThreads() {
        long running = threads.stream().filter(ThreadLook::isActive).count();
        long asleep = threads.stream().filter(ThreadLook::isAsleepInTask).count();
        boolean waits = snapshot.backlog() > waitingForDrivers;
        if (!lifecycle.isRunning() && running > 0) {
            line("  shut down, but " + running + " threads still run something: look at their stacks");
        } else if (waits && asleep > 0 && asleep >= workforce.number()) {
            line("  all " + asleep + " threads sleep in tasks, " + snapshot.backlog() + " tasks wait: "
                    + "look at their stacks, or allow more spares than " + workforce.spares());
        } else if (waits && running >= workforce.number()) {
            line("  all " + running + " threads are busy, " + snapshot.backlog() + " tasks wait: "
                    + "more workers help as long as there are processors for them");
        } else if (waits && running == 0 && !workforce.isPaused()) {
            line("  tasks wait and no thread runs any: if it stays so, see what the thread factory does");
        }
    }
}
