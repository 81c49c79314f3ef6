package io.millrace.core.domain;

import io.millrace.core.PaddedLongs;

/**
 * How many more entries of one queue may be delivered while those before are unfinished. A queue without a limit has none of this.
 *
 * <p>A queue with a limit sets nothing aside for a port, neither claims nor turns: what is not delivered then needs no credit, and whoever has a credit finds it.
 *
 * <ol>
 *   <li>A port takes a credit before it takes the entry out of the queue, and the credit is given back when the entry is finished. So there are never more
 *       unfinished entries than credits.
 *   <li>Whoever gives the first credit after there was none gives it, then looks whether something waits, then rings. A port that was turned away for want of a
 *       credit marks itself as asleep, then looks again. All of it is volatile, so either the giver sees the sleeper or the sleeper sees the credit.
 *   <li>Whoever finds credits left when it gives need not ring. The one who gave the first of them does, and a port that stops searching rings for the rest.
 * </ol>
 */
public final class ExecutionCredits {

    private final PaddedLongs left = new PaddedLongs(1);
    private final Doorbell doorbell;

    ExecutionCredits(int limit, Doorbell doorbell) {
        this.doorbell = doorbell;
        left.set(0, limit);
    }

    public boolean areExhausted() {
        // Pairs with give(): a port that sleeps was marked before this.
        return left.get(0) == 0;
    }

    /** Takes up to {@code most} credits and returns how many. */
    public int take(int most) {
        for (; ; ) {
            long now = left.get(0);
            int taken = (int) Math.min(now, most);
            // Pairs with itself and with give() on other threads: each credit is taken once.
            if (taken == 0 || left.compareAndSet(0, now, now - taken)) {
                return taken;
            }
        }
    }

    /** Gives credits of a queue back, and wakes a port if ports may have been turned away from something that waits there. */
    public void give(int count, DeviceQueue queue) {
        // Pairs with take(), and with areExhausted(): the credit is given before the queue and the sleepers are looked
        // at.
        if (count > 0 && left.getAndAdd(0, count) == 0 && !queue.isEmpty()) {
            doorbell.ring(queue.linked());
        }
    }
}
