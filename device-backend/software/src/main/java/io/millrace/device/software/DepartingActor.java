package io.millrace.device.software;

import io.millrace.core.domain.Actor;
import io.millrace.core.domain.DeviceDomain;
import io.millrace.core.domain.DevicePort;
import io.millrace.core.domain.EntryStore;
import org.jspecify.annotations.Nullable;

/** An actor that lets entries leave ordered flows. */
final class DepartingActor extends Actor implements OrderedFlow.Departure {

    private final EntryStore store;

    DepartingActor(DeviceDomain domain, int stripe, @Nullable DevicePort port) {
        super(domain, stripe, port);
        store = domain.store();
    }

    @Override
    public void leave(long cell) {
        int slot = Cell.slot(cell);
        if ((cell & Cell.FRAGMENTED) != 0) {
            appendFragments(slot);
        }
        if ((cell & Cell.SKIP) != 0) {
            end(slot);
        } else {
            append(slot, (cell & Cell.FAR) != 0 ? store.header(slot) : Cell.address(cell));
        }
    }
}
