package io.millrace.core.contract;

import java.util.concurrent.atomic.AtomicIntegerArray;

/** Checks that no two threads are in one flow at once: a try-lock for each flow that must never be found held. */
public final class ExclusivityChecker {

    private final String what;
    private final AtomicIntegerArray holders;

    /** Creates a checker with all flows free. */
    public ExclusivityChecker(String what, int flows) {
        this.what = what;
        this.holders = new AtomicIntegerArray(flows);
    }

    /** Goes into a flow. {@code holder} is any positive number that tells the threads apart. */
    public void enter(int flow, int holder) {
        int other = holders.compareAndExchange(flow, 0, holder);
        if (other != 0) {
            throw new AssertionError(
                    "two in one flow: what=" + what + ", flow=" + flow + ", inside=" + other + ", entering=" + holder);
        }
    }

    /** Leaves a flow. */
    public void leave(int flow, int holder) {
        int inside = holders.compareAndExchange(flow, holder, 0);
        if (inside != holder) {
            throw new AssertionError("another in the flow: what=" + what + ", flow=" + flow + ", inside=" + inside
                    + ", leaving=" + holder);
        }
    }

    /** Checks that all have left. */
    public void allFree() {
        for (int flow = 0; flow < holders.length(); flow++) {
            if (holders.get(flow) != 0) {
                throw new AssertionError(
                        "still in the flow: what=" + what + ", flow=" + flow + ", inside=" + holders.get(flow));
            }
        }
    }
}
