package io.millrace.core;

import org.jspecify.annotations.Nullable;

/** Something that a {@link DomainWatchdog} has noticed. */
public sealed interface Alert {

    /** Returns what is wrong, in a line that names those concerned. */
    String message();

    /** Returns the thread that somebody should look at, if it is known: the one that drove the port concerned last. */
    @Nullable
    Thread thread();

    /** Returns for how long it has been so, as far as the watchdog has seen, in nanoseconds. */
    long nanos();

    /** Returns what the domain was like when it was noticed. */
    DomainReport report();

    /**
     * A port holds entries, and its thread has neither finished one nor come back for more.
     *
     * @param port the port
     * @param message what is wrong, in a line
     * @param nanos for how long
     * @param report what the domain was like
     */
    record PortStuck(PortReport port, String message, long nanos, DomainReport report) implements Alert {

        /** Says it in the words of devices. */
        public PortStuck(PortReport port, long nanos, DomainReport report) {
            this(
                    port,
                    "a port holds entries and does not move: port=" + port.id() + ", thread=" + nameOf(port.thread())
                            + ", held=" + port.held() + ", nanos=" + nanos,
                    nanos,
                    report);
        }

        @Override
        public @Nullable Thread thread() {
            return port.thread();
        }
    }

    /**
     * Finished entries of an ordered flow wait for one that nobody finishes.
     *
     * @param flow the flow and the entry that is waited for
     * @param message what is wrong, in a line
     * @param nanos for how long
     * @param report what the domain was like
     */
    record HeadUnfinished(StalledFlow flow, String message, long nanos, DomainReport report) implements Alert {

        /** Says it in the words of devices. */
        public HeadUnfinished(StalledFlow flow, long nanos, DomainReport report) {
            this(
                    flow,
                    "finished entries wait for an unfinished one: queue="
                            + report.queues().get(flow.queue()).name() + ", flow=" + flow.flow() + ", sequenceNumber="
                            + flow.sequenceNumber() + ", head=" + flow.head() + ", port="
                            + (flow.port() == StalledFlow.NO_PORT ? "none" : flow.port()) + ", thread="
                            + nameOf(threadOf(flow, report)) + ", parked=" + flow.parked() + ", nanos=" + nanos,
                    nanos,
                    report);
        }

        @Override
        public @Nullable Thread thread() {
            return threadOf(flow, report);
        }

        private static @Nullable Thread threadOf(StalledFlow flow, DomainReport report) {
            return flow.port() == StalledFlow.NO_PORT
                    ? null
                    : report.ports().get(flow.port()).thread();
        }
    }

    /**
     * Tasks of an executor wait for a thread of the user's that drives their view, and it takes none; or it does not come back from one.
     *
     * @param view the name of the view
     * @param waiting how many wait
     * @param thread the thread that drives; null if none does
     * @param nanos for how long no task has ended
     * @param report what the domain was like, in which such tasks are not
     */
    record NotDriven(String view, long waiting, @Nullable Thread thread, long nanos, DomainReport report)
            implements Alert {

        @Override
        public String message() {
            String what = thread == null
                    ? "tasks wait for a thread that drives their view, and none does"
                    : "the thread that drives a view does not end its task";
            return what + ": view=" + view + ", thread=" + nameOf(thread) + ", waiting=" + waiting + ", nanos=" + nanos;
        }
    }

    private static String nameOf(@Nullable Thread thread) {
        return thread == null ? "none" : thread.getName();
    }
}
