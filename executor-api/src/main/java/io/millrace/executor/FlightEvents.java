package io.millrace.executor;

import io.millrace.core.Alert;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** The events of the flight recorder. Their names and fields are part of the public contract; the guide lists them. */
@SuppressWarnings({"unused", "FieldCanBeFinal"}) // The recorder reads the fields.
final class FlightEvents {

    private FlightEvents() {}

    @Name("io.millrace.Rejection")
    @Label("Task Rejected")
    @Category("Millrace")
    @Description("A task was not taken, or was dropped because its turn came too late")
    static final class Rejection extends Event {

        @Label("Executor or View")
        String executor = "";

        @Label("Reason")
        String reason = "";

        static void tell(String by, String reason) {
            Rejection event = new Rejection();
            if (event.isEnabled()) {
                event.executor = by;
                event.reason = reason;
                event.commit();
            }
        }
    }

    @Name("io.millrace.SlowWait")
    @Label("Slow Wait")
    @Category("Millrace")
    @Description("A task has waited in the queue for longer than the limit of slowWait; told when it starts")
    @StackTrace(false)
    static final class SlowWait extends Event {

        @Label("Executor")
        String executor = "";

        @Label("Waited")
        @Timespan(Timespan.NANOSECONDS)
        long waited;

        static void tell(String executor, long waitedNanos) {
            SlowWait event = new SlowWait();
            if (event.isEnabled()) {
                event.executor = executor;
                event.waited = waitedNanos;
                event.commit();
            }
        }
    }

    @Name("io.millrace.Stuck")
    @Label("Stuck")
    @Category("Millrace")
    @Description("The watchdog has noticed a task or job that takes longer than its limit")
    @StackTrace(false)
    static final class Stuck extends Event {

        @Label("Executor")
        String executor = "";

        @Label("Message")
        String message = "";

        @Label("Thread")
        @Nullable
        Thread thread;

        @Label("For")
        @Timespan(Timespan.NANOSECONDS)
        long stuck;

        static void tell(String executor, Alert alert) {
            Stuck event = new Stuck();
            if (event.isEnabled()) {
                event.executor = executor;
                event.message = alert.message();
                event.thread = alert.thread();
                event.stuck = alert.nanos();
                event.commit();
            }
        }
    }

    @Name("io.millrace.SpareStarted")
    @Label("Spare Started")
    @Category("Millrace")
    @Description("A thread was started in the place of one that waits in the middle of a task")
    static final class SpareStarted extends Event {

        @Label("Executor")
        String executor = "";

        @Label("Worker")
        int worker;

        @Label("Threads")
        int threads;

        static void tell(String executor, int worker, int threads) {
            SpareStarted event = new SpareStarted();
            if (event.isEnabled()) {
                event.executor = executor;
                event.worker = worker;
                event.threads = threads;
                event.commit();
            }
        }
    }

    @Name("io.millrace.Depths")
    @Label("Depths")
    @Category("Millrace")
    @Description("What an executor is doing, as its snapshot says")
    @Period("1 s")
    @StackTrace(false)
    static final class Depths extends Event {

        @Label("Executor")
        String executor = "";

        @Label("Workers")
        int workers;

        @Label("Active")
        int active;

        @Label("Backlog")
        long backlog;

        @Label("In Flight")
        int inFlight;

        @Label("Completed")
        long completed;

        static void tell(MillraceExecutor executor) {
            Depths event = new Depths();
            ExecutorSnapshot snapshot = executor.snapshot();
            event.executor = executor.name();
            event.workers = snapshot.workers();
            event.active = snapshot.active();
            event.backlog = snapshot.backlog();
            event.inFlight = snapshot.inFlight();
            event.completed = snapshot.completed();
            event.commit();
        }
    }
}
