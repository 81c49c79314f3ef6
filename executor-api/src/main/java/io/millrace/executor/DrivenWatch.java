package io.millrace.executor;

import io.millrace.core.Alert;
import io.millrace.core.AlertListener;
import io.millrace.core.DomainReport;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Notices tasks of driven views that no driver takes, and a driver that does not come back from one, and tells a listener once for each case. Used by one thread. */
final class DrivenWatch {

    private final DrivenLanes lanes;
    private final long limitNanos;
    private final LongSupplier clock;
    private final Supplier<DomainReport> report;
    private final AlertListener listener;

    private Map<DrivenLane, Sighting> sightings = new HashMap<>();

    DrivenWatch(
            DrivenLanes lanes,
            long limitNanos,
            LongSupplier clock,
            Supplier<DomainReport> report,
            AlertListener listener) {
        this.lanes = lanes;
        this.limitNanos = limitNanos;
        this.clock = clock;
        this.report = report;
        this.listener = listener;
    }

    /** Looks once. */
    void check() {
        Map<DrivenLane, Sighting> before = sightings;
        sightings = new HashMap<>();
        long now = clock.getAsLong();
        for (DrivenLane lane : lanes.present()) {
            long moves = lane.completed();
            if (lane.waiting() > 0 || lane.isRunning()) {
                Sighting seen = before.get(lane);
                Sighting still = seen == null || seen.moves != moves ? new Sighting(moves, now, false) : seen;
                boolean isDue = !still.told && now - still.since >= limitNanos;
                sightings.put(lane, new Sighting(moves, still.since, still.told || isDue));
                if (isDue) {
                    tell(new Alert.NotDriven(
                            lane.name(), lane.waiting(), lane.driver(), now - still.since, report.get()));
                }
            }
        }
    }

    private void tell(Alert alert) {
        try {
            listener.alerted(alert);
        } catch (Throwable failure) {
            Workforce.report(failure);
        }
    }

    private record Sighting(long moves, long since, boolean told) {}
}
