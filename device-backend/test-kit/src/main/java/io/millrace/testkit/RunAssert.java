package io.millrace.testkit;

import java.util.Objects;
import java.util.Set;

/**
 * What can be asserted of a run. Each assertion looks at what is recorded when it is called, so those of the end of a run are made when all threads have ended, or
 * wait. The message of a failure names the events that cannot both be, and lists all that happened to whom these are about, a line each.
 *
 * <p>An assertion about a series or a key that does not appear in the recording fails: it would say nothing. Those about all of them pass if there are none.
 *
 * <p><b>Threading.</b> All methods may be called by any thread.
 */
public final class RunAssert {

    private final Recording recording;

    RunAssert(Recording recording) {
        this.recording = recording;
    }

    /**
     * Asserts that the items of a series come out in the order in which they were handed in, and none more often or earlier than that. Some may be missing: see {@link #drains()}.
     *
     * @throws AssertionError if not
     */
    public RunAssert completesInOrder(Object series) {
        History history = recording.history();
        requireKnown("series", series, history.series());
        OrderCheck.require(history, series);
        return this;
    }

    /**
     * Asserts {@link #completesInOrder(Object)} for each series.
     *
     * @throws AssertionError if not
     */
    public RunAssert completesInOrder() {
        History history = recording.history();
        history.series().forEach(series -> OrderCheck.require(history, series));
        return this;
    }

    /**
     * Asserts that no task of a key starts while another one runs, or itself.
     *
     * @throws AssertionError if not
     */
    public RunAssert neverOverlaps(Object key) {
        History history = recording.history();
        requireKnown("key", key, history.keys());
        OverlapCheck.require(history, key);
        return this;
    }

    /**
     * Asserts {@link #neverOverlaps(Object)} for each key.
     *
     * @throws AssertionError if not
     */
    public RunAssert neverOverlaps() {
        History history = recording.history();
        history.keys().forEach(key -> OverlapCheck.require(history, key));
        return this;
    }

    /**
     * Asserts that each task starts exactly once, or never if it was rejected.
     *
     * @throws AssertionError if not
     */
    public RunAssert runsEachOnce() {
        OnceCheck.require(recording.history());
        return this;
    }

    /**
     * Asserts that each task that was submitted or started has ended, be it by throwing something, or was rejected, and that each item that was handed in has come out.
     *
     * @throws AssertionError if not
     */
    public RunAssert drains() {
        DrainCheck.require(recording.history());
        return this;
    }

    /**
     * Asserts that nothing is in flight now by any of the figures that the recording {@linkplain Recording#watches(java.util.function.IntSupplier) watches}.
     *
     * @throws AssertionError if not
     * @throws IllegalStateException if it watches none
     */
    public RunAssert conservesCredits() {
        CreditCheck.require(recording.history(), recording.watched());
        return this;
    }

    private static void requireKnown(String kind, Object one, Set<Object> known) {
        if (!known.contains(Objects.requireNonNull(one, kind))) {
            throw new AssertionError(
                    "nothing was recorded of it, so nothing can be said: " + kind + "=" + one + ", recorded=" + known);
        }
    }
}
