package io.millrace.samples.evtest;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A thread without a port that finishes detached entries. */
final class Finisher {
    private static final long NAP_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    private final DeviceRound round;
    private final Sender self;

    Finisher(DeviceRound round, Sender self) {
        this.round = round;
        this.self = self;
    }

    void run() {
        for (; ; ) {
            List<Held> group = round.detached.poll();
            if (group != null) {
                group.forEach(this::finish);
            } else if (round.isOver()) {
                return;
            } else {
                LockSupport.parkNanos(NAP_NANOS);
                Thread.interrupted();
            }
        }
    }

    private void finish(Held held) {
        if (round.book.checks().isAtItsEnd(held.cargo())) {
            round.book.releasing(held.cargo(), self);
            round.domain.ingress().release(held.entry());
        } else {
            long header = round.book.checks().forwarding(held.cargo(), self);
            round.domain.ingress().forward(held.entry(), header, held.cargo());
        }
    }
}
