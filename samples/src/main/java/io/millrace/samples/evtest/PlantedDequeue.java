package io.millrace.samples.evtest;

import io.millrace.core.Burst;
import io.millrace.core.EntryHeader;
import io.millrace.core.Port;
import org.jspecify.annotations.Nullable;

/** A dequeue that loses one entry, or delivers it twice. */
final class PlantedDequeue implements Dequeue {
    private final Port port;
    private final Plant plant;
    private final int victim;
    private final Burst brought;
    private @Nullable Object repeated;
    private long repeatedEntry;
    private long repeatedHeader;

    /**
     * Creates a dequeue from a port.
     *
     * @param plant {@link Plant#LOSE} or {@link Plant#REPEAT}
     * @param victim the number of the entry of producer 0 that meets it, at its first step
     * @param burst the most entries that a delivery may have
     */
    PlantedDequeue(Port port, Plant plant, int victim, int burst) {
        this.port = port;
        this.plant = plant;
        this.victim = victim;
        brought = new Burst(burst);
    }

    @Override
    public int dequeue(Burst burst, long timeoutNanos) {
        burst.clear();
        if (repeated != null) {
            burst.deliver(repeatedEntry, repeatedHeader, 0, repeated);
            repeated = null;
            return 1;
        }
        port.dequeue(brought, timeoutNanos);
        for (int i = 0; i < brought.count(); i++) {
            if (!isVictim(i) || survives(i)) {
                burst.deliver(brought.entry(i), brought.header(i), brought.sequenceNumber(i), brought.payload(i));
            }
        }
        return burst.count();
    }

    private boolean isVictim(int index) {
        return brought.payload(index) instanceof Cargo cargo
                && cargo.producer() == 0
                && cargo.number() == victim
                && EntryHeader.stage(brought.header(index)) == 0;
    }

    /** Lets the victim meet its fault. Returns whether it is delivered all the same. */
    private boolean survives(int index) {
        if (plant == Plant.LOSE) {
            port.release(brought.entry(index));
            return false;
        }
        repeatedEntry = brought.entry(index);
        repeatedHeader = brought.header(index);
        repeated = brought.payload(index);
        return true;
    }
}
