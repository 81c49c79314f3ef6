package io.millrace.samples.evtest;

import io.millrace.core.Burst;
import io.millrace.core.Ingress;
import io.millrace.core.Refusal;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A thread that brings entries in bursts, waiting where they are refused. */
final class Producer {
    private static final long CREDIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final int producer;
    private final int entries;
    private final Topology topology;
    private final Checks checks;
    private final Ingress ingress;
    private final Sender self;
    private final Burst burst;
    private final BooleanSupplier isOver;

    Producer(
            int producer,
            RunPlan plan,
            Topology topology,
            Checks checks,
            Ingress ingress,
            Sender self,
            BooleanSupplier isOver) {
        this.producer = producer;
        this.entries = plan.entriesOf(producer);
        this.topology = topology;
        this.checks = checks;
        this.ingress = ingress;
        this.self = self;
        this.burst = new Burst(plan.burst());
        this.isOver = isOver;
    }

    void run() throws InterruptedException {
        int next = 0;
        while (next < entries && !isOver.getAsBoolean()) {
            burst.clear();
            long now = System.nanoTime();
            for (int number = next; number < entries && burst.count() < burst.capacity(); number++) {
                Cargo cargo = new Cargo(producer, number, topology.flowOf(producer, number));
                cargo.enteredNanos(now);
                burst.add(checks.sending(cargo, 0, self), cargo);
            }
            next += ingress.enqueue(burst);
            if (burst.refusal() == Refusal.NO_CREDIT) {
                ingress.awaitCredit(CREDIT_NANOS);
            } else if (!burst.refusal().accepted()) {
                Thread.yield();
            }
        }
    }
}
