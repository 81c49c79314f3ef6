package io.millrace.device.software;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Burst;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.EntryHeader;
import io.millrace.core.LinkConfiguration;
import io.millrace.core.PortConfiguration;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.Refusal;
import io.millrace.core.domain.DeviceDomain;
import io.millrace.core.domain.DevicePort;
import io.millrace.core.domain.Threads;
import io.millrace.core.domain.Turn;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What becomes of the links and of what is set aside when both change at the same moment. */
class LinkageTest {

    private static final int FLOWS = 4;

    /** Queue 0 atomic at ports 0 and 1, queue 1 unordered at port 2, queue 2 unordered at port 3. */
    private static DeviceDomain open() {
        DomainConfiguration configuration = DomainConfiguration.credits(64)
                .queue(QueueConfiguration.atomic("atomic", FLOWS).withDeliveryDepth(1))
                .queue(QueueConfiguration.unordered("unordered"))
                .queue(QueueConfiguration.unordered("other"))
                .ports(2, PortConfiguration.linkedTo(0).withExplicitRelease())
                .port(PortConfiguration.linkedTo(1).withExplicitRelease())
                .port(PortConfiguration.linkedTo(2).withExplicitRelease())
                .build();
        DeviceDomain domain = (DeviceDomain) new SoftwareDevice().open(configuration);
        domain.start();
        return domain;
    }

    private static void accept(DeviceDomain domain, int queue, int flow) {
        assertEquals(Refusal.NONE, domain.ingress().enqueue(EntryHeader.of(queue, flow), "entry"));
    }

    /** A look may have begun with the links of before, so an unlink is complete when the port looks again. */
    @Test
    void shouldBeInProgressUntilThePortLooksAgain() {
        DeviceDomain domain = open();
        Burst burst = new Burst(1);
        assertEquals(0, domain.port(2).dequeue(burst, 0));
        assertTrue(domain.port(2).unlink(1));
        assertEquals(1, domain.port(2).unlinksInProgress());
        assertEquals(0, domain.port(2).dequeue(burst, 0));
        assertEquals(0, domain.port(2).unlinksInProgress());
        domain.close();
    }

    /** The look that began before the unlink ends after it: it sets aside what nobody would give back. */
    @Test
    void shouldGiveBackWhatAPortSetsAsideAfterItWasUnlinked() {
        DeviceDomain domain = open();
        Burst burst = new Burst(1);
        assertEquals(0, domain.port(2).dequeue(burst, 0));
        accept(domain, 1, 0);
        accept(domain, 1, 0);
        assertTrue(domain.port(2).unlink(1));
        domain.queue(1).deliver(domain.port(2), burst, false);
        assertEquals(1, burst.count(), "claimed before the unlink and delivered after it");
        assertEquals(
                -1,
                domain.port(2)
                        .aside()
                        .claims()
                        .slot(domain.port(2).aside().claims().peek()));
        assertFalse(domain.queue(1).isEmpty(), "the second entry is there for others");
        domain.close();
    }

    /** One thread makes a flow the turn of a port while another takes the link away. */
    @Test
    void shouldKeepNoTurnOfAQueueThatIsUnlinkedMeanwhile() throws InterruptedException {
        int rounds = 10_000;
        DeviceDomain domain = open();
        DevicePort port = domain.port(0);
        Phaser phaser = new Phaser(2);
        Burst burst = new Burst(1);
        accept(domain, 0, 0);
        Threads threads = new Threads();
        threads.start(() -> {
            for (int round = 0; round < rounds; round++) {
                spin(phaser);
                spinFor(round % 16);
                port.unlink(0);
                spin(phaser);
                assertEquals(Turn.NONE, port.aside().turn().token(), "round " + round);
                port.link(LinkConfiguration.to(0));
                spin(phaser);
            }
        });
        threads.start(() -> {
            for (int round = 0; round < rounds; round++) {
                accept(domain, 0, 0);
                assertEquals(1, port.dequeue(burst, 0));
                spin(phaser);
                port.release(burst.entry(0));
                spin(phaser);
                spin(phaser);
            }
        });
        threads.join();
        domain.close();
    }

    private static void spin(Phaser phaser) {
        int phase = phaser.arrive();
        for (int spins = 0; phaser.getPhase() == phase; spins++) {
            if (spins % 1024 == 1023) {
                Thread.yield();
            }
            Thread.onSpinWait();
        }
    }

    private static void spinFor(int pauses) {
        for (int i = 0; i < pauses; i++) {
            Thread.onSpinWait();
        }
    }

    /** A port that cannot take what is set aside sleeps, too, and has a lower number: it is not the one to wake. */
    @Test
    void shouldRingForThePortsThatMayTakeWhatIsSetAside() throws InterruptedException {
        DeviceDomain domain = open();
        Threads threads = new Threads();
        domain.port(0).unlink(0);
        domain.port(0).link(LinkConfiguration.to(1));
        domain.port(3).link(LinkConfiguration.to(0));
        accept(domain, 0, 0);
        accept(domain, 0, 0);
        Burst burst = new Burst(1);
        assertEquals(1, domain.port(3).dequeue(burst, 0));
        Thread mayNot = threads.start(() -> domain.port(0).dequeue(new Burst(1), Long.MAX_VALUE));
        Thread may = threads.start(() ->
                assertEquals(1, domain.port(1).dequeue(new Burst(1), TimeUnit.SECONDS.toNanos(30))));
        awaitAsleep(domain, 0);
        awaitAsleep(domain, 1);
        // Stands for a port that searches, finds something else and is unlinked: nobody is woken for the turn.
        domain.queue(0).linked().add(2);
        domain.doorbell().beginSearch(2);
        domain.port(3).release(burst.entry(0));
        domain.queue(0).linked().remove(2);
        domain.doorbell().endSearch(2);
        assertTrue(domain.doorbell().isAsleep(1), "nobody has rung yet");
        assertEquals(0, domain.port(2).dequeue(new Burst(1), 1));
        may.join(TimeUnit.SECONDS.toMillis(5));
        assertFalse(may.isAlive(), "was not woken");
        domain.port(0).wake();
        mayNot.join();
        threads.join();
        domain.close();
    }

    private static void awaitAsleep(DeviceDomain domain, int port) {
        while (!domain.doorbell().isAsleep(port)) {
            Thread.onSpinWait();
        }
    }
}
