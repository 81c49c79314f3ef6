package io.millrace.core.contract;

import io.millrace.core.Burst;
import io.millrace.core.DeviceCapability;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.EntryHeader;
import io.millrace.core.PortConfiguration;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.Surroundings;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an atomic queue promises, with real threads: exclusivity by try-lock, order by the consumers themselves. */
public abstract class AtomicityConcurrencyContract extends DeviceContract {

    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(10);

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 8", "7, 8", "64, 8", "10000, 8", "64, 1"})
    void shouldKeepFlowsExclusiveAndInOrderUnderManyThreads(int flows, int burst) {
        Run run = new Run(flows, Scale.of(60_000), 4, 2, burst);
        run.go(run.start(worker(0)), false);
    }

    /** Also with implicit release, where the next dequeue ends the turn. */
    @Test
    void shouldKeepFlowsExclusiveAndInOrderWithImplicitRelease() {
        Run run = new Run(64, Scale.of(60_000), 4, 2, 8);
        run.go(run.start(PortConfiguration.linkedTo(0)), false);
    }

    /** Also when other threads than those of the ports finish the entries. */
    @Test
    void shouldKeepFlowsExclusiveAndInOrderWhenForeignThreadsFinish() {
        require(DeviceCapability.DETACH);
        Run run = new Run(64, Scale.of(40_000), 3, 2, 4);
        run.go(run.start(worker(0)), true);
    }

    /** One flow has half of the traffic, the others share the rest, and all come to their end. */
    @ParameterizedTest
    @ValueSource(ints = {1, 16})
    void shouldServeColdFlowsBesideAHotOne(int claimDepth) {
        Run run = new Run(256, Scale.of(60_000), 3, 1, 8);
        run.hot = true;
        run.go(run.start(worker(0).withClaimDepth(claimDepth)), false);
    }

    /** A run: every producer owns the flows that are congruent to its number; consumers keep the expected sequences. */
    private final class Run {

        private final int flows;
        private final int total;
        private final int workers;
        private final int producers;
        private final int burst;
        private final SequenceChecker sequence;
        private final ExclusivityChecker exclusivity;
        private final CreditChecker credits = new CreditChecker(512);
        private final AtomicInteger left;
        private final Queue<Long> detached = new ConcurrentLinkedQueue<>();
        private boolean hot;

        Run(int flows, int total, int workers, int producers, int burst) {
            this.flows = flows;
            this.total = total;
            this.workers = workers;
            this.producers = Math.min(producers, flows);
            this.burst = burst;
            this.sequence = new SequenceChecker("atomic flows", flows);
            this.exclusivity = new ExclusivityChecker("atomic flows", flows);
            this.left = new AtomicInteger(total / this.producers * this.producers);
        }

        DomainUnderTest start(PortConfiguration port) {
            return AtomicityConcurrencyContract.this.start(DomainConfiguration.credits(512)
                    .queue(QueueConfiguration.atomic("a", flows))
                    .ports(workers, port));
        }

        void go(DomainUnderTest opened, boolean detaches) {
            long[] sent = new long[flows];
            try (DomainUnderTest domain = opened;
                    Crew crew = domain.crew()) {
                for (int i = 0; i < producers; i++) {
                    int producer = i;
                    crew.start("producer " + i, () -> produce(domain, producer, sent));
                }
                for (int i = 0; i < workers; i++) {
                    int worker = i;
                    crew.start("worker " + i, () -> work(domain, worker, detaches));
                }
                if (detaches) {
                    crew.start("finisher", () -> finishDetached(domain));
                }
                crew.join();
                for (int flow = 0; flow < flows; flow++) {
                    sequence.ended(flow, sent[flow]);
                }
                exclusivity.allFree();
                credits.nothingInFlight();
            }
        }

        private void produce(DomainUnderTest domain, int producer, long[] sent) throws InterruptedException {
            SplittableRandom random = new SplittableRandom(producer);
            int own = (flows - producer + producers - 1) / producers;
            for (int i = 0; i < total / producers; i++) {
                int which = hot && random.nextBoolean() ? 0 : random.nextInt(own);
                int flow = producer + which * producers;
                domain.insist(EntryHeader.of(0, flow), sent[flow]++);
                credits.accepted();
            }
        }

        private void work(DomainUnderTest domain, int worker, boolean detaches) throws InterruptedException {
            Burst delivery = new Burst(burst);
            boolean implicit =
                    domain.domain().configuration().ports().get(worker).implicitRelease();
            while (left.get() > 0 && !domain.failed()) {
                int count = domain.port(worker).dequeue(delivery, TICK);
                if (count == 0) {
                    continue;
                }
                int flow = EntryHeader.flow(delivery.header(0));
                exclusivity.enter(flow, worker + 1);
                for (int i = 0; i < count; i++) {
                    Object payload = delivery.payload(i);
                    sequence.next(EntryHeader.flow(delivery.header(i)), payload instanceof Long number ? number : -1);
                }
                exclusivity.leave(flow, worker + 1);
                for (int i = 0; i < count; i++) {
                    credits.releasing();
                }
                if (detaches) {
                    detach(domain, worker, delivery);
                    continue;
                } else if (!implicit) {
                    domain.port(worker).enqueue(delivery);
                }
                left.addAndGet(-count);
            }
            if (implicit) {
                domain.port(worker).dequeue(delivery, 0);
            }
        }

        /** Gives the entries to the thread that finishes those of all ports. */
        private void detach(DomainUnderTest domain, int worker, Burst delivery) {
            for (int i = 0; i < delivery.count(); i++) {
                domain.port(worker).detach(delivery.entry(i));
                detached.add(delivery.entry(i));
            }
        }

        private void finishDetached(DomainUnderTest domain) {
            while (left.get() > 0 && !domain.failed()) {
                Long entry = detached.poll();
                if (entry == null) {
                    Surroundings.spinWait();
                } else {
                    domain.ingress().release(entry);
                    left.decrementAndGet();
                }
            }
        }
    }
}
