package io.millrace.core.domain;

import io.millrace.core.EntryHeader;

/**
 * What a port has set aside: its <em>turn</em>, which is the flow it has just worked on, and its <em>claims</em>, which are the entries it took beyond those
 * delivered. Nothing of it is held: any port that is linked to the queue may take it, so may a flush, and who unlinks the port gives it back.
 */
public final class SetAside {

    private final DeviceDomain domain;
    private final int port;
    private final Turn turn;
    private final ClaimRing claims;

    SetAside(DeviceDomain domain, int port, int claimDepth) {
        this.domain = domain;
        this.port = port;
        turn = new Turn(domain::now);
        claims = new ClaimRing(claimDepth);
    }

    public Turn turn() {
        return turn;
    }

    public ClaimRing claims() {
        return claims;
    }

    // Called by the owner.

    /** Keeps a ready flow as the turn of the port, if it may have it and has none. */
    public boolean keepTurn(int queue, int flow) {
        long token = Turn.token(queue, flow);
        PortSet linked = domain.queue(queue).linked();
        if (!linked.contains(port) || !turn.tryKeep(token)) {
            return false;
        }
        // Pairs with Linkage.unlink(): there the port leaves the set, and then its turn is looked at.
        return linked.contains(port) || !turn.take(token);
    }

    /** Sets slots {@code begin} to {@code end} of an array aside, all of one queue. There are no claims before. */
    void claim(int[] slots, int begin, int end) {
        // All records at once: their lines come from another core, and there is nothing here that waits for each.
        for (int i = begin; i < end; i++) {
            domain.store().state(slots[i], EntryStore.CLAIMED);
        }
        int queue = queueOf(slots[begin]);
        claims.fill(slots, begin, end);
        // Pairs with Linkage.unlink(): there the port leaves the set, and then its claims are looked at.
        PortSet linked = domain.queue(queue).linked();
        if (!linked.contains(port)) {
            giveBack(queue);
        }
        // Pairs with beginSleep(): the claims are there before this, and a port that falls asleep looks at them after
        // it. One that searched may have looked between the claiming and the filling, found neither, and fallen asleep.
        domain.doorbell().ring(linked);
    }

    /** Gives everything back. */
    void giveBack() {
        long token = turn.token();
        if (token != Turn.NONE) {
            giveBack(Turn.queue(token));
        }
        int queue = queueOfClaims();
        if (queue >= 0) {
            giveBack(queue);
        }
    }

    // Called by any thread.

    /** Gives back to a queue what is set aside from it. */
    void giveBack(int queue) {
        int flow = takeTurnOf(queue);
        if (flow >= 0) {
            domain.queue(queue).putBackFlow(flow);
        }
        for (int slot = takeClaimOf(queue); slot >= 0; slot = takeClaimOf(queue)) {
            domain.requeue(slot);
        }
    }

    /** Flushes what is set aside from a queue. */
    int flush(int queue, Flush flush) {
        int flow = takeTurnOf(queue);
        int count = flow < 0 ? 0 : domain.queue(queue).flushFlow(flow, flush);
        for (int slot = takeClaimOf(queue); slot >= 0; slot = takeClaimOf(queue)) {
            flush.waiting(slot);
            count++;
        }
        return count;
    }

    /** Rings for the ports that could take what is set aside. */
    void ring(Doorbell bell) {
        long token = turn.token();
        if (token != Turn.NONE) {
            bell.ring(domain.queue(Turn.queue(token)).linked());
        }
        int queue = queueOfClaims();
        if (queue >= 0) {
            bell.ring(domain.queue(queue).linked());
        }
    }

    /** Returns how much there is: entries, and a flow. */
    int size() {
        return claims.size() + (turn.token() != Turn.NONE ? 1 : 0);
    }

    private int takeTurnOf(int queue) {
        long token = turn.token();
        return token != Turn.NONE && Turn.queue(token) == queue && turn.take(token) ? Turn.flow(token) : -1;
    }

    private int takeClaimOf(int queue) {
        while (queueOfClaims() == queue) {
            long token = claims.peek();
            int slot = claims.slot(token);
            // Asked again, since the claims may be others by now; who takes the slot has read the header of its entry.
            if (slot >= 0 && queueOf(slot) == queue && claims.take(token)) {
                return slot;
            }
        }
        return -1;
    }

    /** Returns the queue of the claims, of which all that there are at a time are of one; -1 if there are none. */
    private int queueOfClaims() {
        for (; ; ) {
            long token = claims.peek();
            int slot = claims.slot(token);
            int queue = slot < 0 ? -1 : queueOf(slot);
            if (claims.peek() == token) {
                return queue;
            }
        }
    }

    private int queueOf(int slot) {
        return EntryHeader.queue(domain.store().header(slot));
    }
}
