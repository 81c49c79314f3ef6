package io.millrace.samples.evtest;

import io.millrace.core.Burst;
import io.millrace.core.Refusal;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** A thread that brings entries through the ingress, one by one or in bursts, until it has brought all, the time is over, or the domain takes no more. */
final class SoakProducer {
    private static final long CREDIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int MOST_IN_A_BURST = 40;

    private final DeviceRound round;
    private final int producer;
    private final Sender self;
    private final SplittableRandom random;
    private final Jitter jitter;
    private final long begin = System.nanoTime();
    private int sent;

    SoakProducer(DeviceRound round, int producer, Sender self, SplittableRandom random) {
        this.round = round;
        this.producer = producer;
        this.self = self;
        this.random = random;
        jitter = new Jitter(random.split(), round.plan.mood);
    }

    void run() {
        Refusal refusal = Refusal.NONE;
        while (refusal != Refusal.STOPPED
                && sent < round.plan.entriesEach
                && System.nanoTime() - begin < round.plan.nanos
                && !round.isOver()) {
            jitter.pause();
            refusal = random.nextInt(3) == 0 ? sendBurst() : sendOne();
            if (refusal == Refusal.NO_CREDIT) {
                awaitCredit();
            } else if (refusal == Refusal.REORDER_WINDOW) {
                Thread.yield();
            }
        }
    }

    private Refusal sendOne() {
        Cargo cargo = round.book.next(producer);
        long header = round.book.checks().sending(cargo, 0, self);
        Refusal refusal = round.domain.ingress().enqueue(header, cargo);
        if (refusal.accepted()) {
            sent++;
            round.book.accepted(self);
        } else {
            round.book.refused(producer);
        }
        return refusal;
    }

    private Refusal sendBurst() {
        int count = 1 + random.nextInt(Math.min(MOST_IN_A_BURST, round.plan.entriesEach - sent));
        Burst burst = new Burst(count);
        for (int i = 0; i < count; i++) {
            Cargo cargo = round.book.next(producer);
            burst.add(round.book.checks().sending(cargo, 0, self), cargo);
        }
        int accepted = round.domain.ingress().enqueue(burst);
        sent += accepted;
        for (int i = 0; i < count; i++) {
            if (i < accepted) {
                round.book.accepted(self);
            } else {
                round.book.refused(producer);
            }
        }
        return burst.refusal();
    }

    private void awaitCredit() {
        try {
            round.domain.ingress().awaitCredit(CREDIT_NANOS);
        } catch (InterruptedException mischief) {
            jitter.pause();
        }
    }
}
