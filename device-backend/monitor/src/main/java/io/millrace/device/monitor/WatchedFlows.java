package io.millrace.device.monitor;

import io.millrace.core.QueueConfiguration;
import io.millrace.core.SchedulingType;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The flows of one atomic queue by id, in pages that are made when they are first needed. */
final class WatchedFlows {

    private static final int PAGE_BITS = 8;
    private static final int PAGE = 1 << PAGE_BITS;

    private final AtomicReferenceArray<AtomicReferenceArray<WatchedFlow>> pages;

    WatchedFlows(QueueConfiguration queue) {
        int limit = queue.type() == SchedulingType.ATOMIC ? queue.flowLimit() : 0;
        pages = new AtomicReferenceArray<>((int) ((limit + (PAGE - 1L)) >>> PAGE_BITS));
    }

    WatchedFlow at(int id) {
        int number = id >>> PAGE_BITS;
        // Pairs with the compare-and-exchange: who finds a page or a flow finds it whole.
        AtomicReferenceArray<WatchedFlow> page = pages.getAcquire(number);
        if (page == null) {
            AtomicReferenceArray<WatchedFlow> fresh = new AtomicReferenceArray<>(PAGE);
            AtomicReferenceArray<WatchedFlow> present = pages.compareAndExchange(number, null, fresh);
            page = present != null ? present : fresh;
        }
        int index = id & (PAGE - 1);
        WatchedFlow flow = page.getAcquire(index);
        if (flow == null) {
            WatchedFlow fresh = new WatchedFlow();
            WatchedFlow present = page.compareAndExchange(index, null, fresh);
            flow = present != null ? present : fresh;
        }
        return flow;
    }

    void clear() {
        for (int number = 0; number < pages.length(); number++) {
            pages.setRelease(number, null);
        }
    }
}
