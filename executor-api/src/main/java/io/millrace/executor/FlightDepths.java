package io.millrace.executor;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;

/**
 * The executors whose depths the flight recorder asks for now and then.
 *
 * <p>One hook serves all of them, and it is handed in when the recorder is first used: handing it in would start half of the
 * recorder, which takes tens of milliseconds, in programs that never record.
 */
final class FlightDepths {

    /** Weak: an executor that was forgotten and not shut down is not kept alive. Guarded by itself. */
    private static final Set<MillraceExecutor> EXECUTORS = Collections.newSetFromMap(new WeakHashMap<>());

    static {
        FlightRecorder.addListener(new FlightRecorderListener() {
            @Override
            public void recorderInitialized(FlightRecorder recorder) {
                FlightRecorder.addPeriodicEvent(FlightEvents.Depths.class, FlightDepths::tell);
            }
        });
    }

    private FlightDepths() {}

    static void add(MillraceExecutor executor) {
        synchronized (EXECUTORS) {
            EXECUTORS.add(executor);
        }
    }

    static void remove(MillraceExecutor executor) {
        synchronized (EXECUTORS) {
            EXECUTORS.remove(executor);
        }
    }

    /** Returns how many are asked, for the tests. */
    static int size() {
        return present().size();
    }

    private static List<MillraceExecutor> present() {
        synchronized (EXECUTORS) {
            return List.copyOf(EXECUTORS);
        }
    }

    private static void tell() {
        present().forEach(FlightEvents.Depths::tell);
    }
}
