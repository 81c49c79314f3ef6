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
    private @Nullable Object repeated;
    private long repeatedEntry;
    private long repeatedHeader;

    /**
     * Creates a dequeue from a port.
     *
     * @param plant {@link Plant#LOSE} or {@link Plant#REPEAT}
     * @param victim the number of the entry of producer 0 that meets it, at its first step
     */
    PlantedDequeue(Port port, Plant plant, int victim) {
        this.port = port;
        this.plant = plant;
        this.victim = victim;
    }

    @Override
    public int dequeue(Burst burst, long timeoutNanos) {
        if (repeated != null) {
            burst.clear();
            burst.deliver(repeatedEntry, repeatedHeader, 0, repeated);
            repeated = null;
            return 1;
        }
        port.dequeue(burst, timeoutNanos);
        for (int i = 0; i < burst.count(); i++) {
            if (isVictim(burst, i)) {
                meet(burst, i);
                break;
            }
        }
        return burst.count();
    }

    private boolean isVictim(Burst burst, int index) {
        return burst.payload(index) instanceof Cargo cargo
                && cargo.producer() == 0
                && cargo.number() == victim
                && EntryHeader.stage(burst.header(index)) == 0;
    }

    private void meet(Burst burst, int index) {
        if (plant == Plant.REPEAT) {
            repeatedEntry = burst.entry(index);
            repeatedHeader = burst.header(index);
            repeated = burst.payload(index);
            return;
        }
        port.release(burst.entry(index));
        Burst all = new Burst(burst.count());
        for (int i = 0; i < burst.count(); i++) {
            if (i != index) {
                all.deliver(burst.entry(i), burst.header(i), burst.sequenceNumber(i), burst.payload(i));
            }
        }
        burst.clear();
        for (int i = 0; i < all.count(); i++) {
            burst.deliver(all.entry(i), all.header(i), all.sequenceNumber(i), all.payload(i));
        }
    }
}
