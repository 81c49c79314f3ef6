package io.millrace.device.software;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Burst;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.DomainCounter;
import io.millrace.core.EntryHeader;
import io.millrace.core.PortConfiguration;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.Refusal;
import io.millrace.core.domain.DeviceDomain;
import io.millrace.core.domain.Threads;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A port that promises to come back at once puts a ring off, and makes up for it, step by step: port 1 sleeps, and this thread drives port 0. */
class DoorbellTest {

    private static final int ORDERED = 0;
    private static final int ATOMIC = 1;
    private static final int UNORDERED = 2;
    private static final int OF_THE_OTHER = 3;

    private final Threads threads = new Threads();
    private final Burst burst = new Burst(1);
    private DeviceDomain domain = open(PortConfiguration::withPromptReturn);

    /** What a port is besides the usual. */
    private interface Promise {
        PortConfiguration of(PortConfiguration port);
    }

    private static DeviceDomain open(Promise promise) {
        PortConfiguration mine =
                PortConfiguration.linkedTo(ORDERED, ATOMIC, UNORDERED).withExplicitRelease();
        DomainConfiguration configuration = DomainConfiguration.credits(64)
                .queue(QueueConfiguration.ordered("ordered", 1, 16).withDeliveryDepth(1))
                .queue(QueueConfiguration.atomic("atomic", 2).withDeliveryDepth(1))
                .queue(QueueConfiguration.unordered("unordered"))
                .queue(QueueConfiguration.directed("of the other"))
                .port(promise.of(mine))
                .port(PortConfiguration.linkedTo(ORDERED, ATOMIC, UNORDERED, OF_THE_OTHER)
                        .withExplicitRelease())
                .build();
        DeviceDomain domain = (DeviceDomain) new SoftwareDevice().open(configuration);
        domain.start();
        return domain;
    }

    @AfterEach
    void end() throws InterruptedException {
        domain.close();
        threads.join();
    }

    private void accept(int queue) {
        assertEquals(Refusal.NONE, domain.ingress().enqueue(EntryHeader.of(queue, 0), "entry"));
    }

    private int look() {
        return domain.port(0).dequeue(burst, 0);
    }

    private void takeOne() {
        assertEquals(1, look());
    }

    private void forward(int queue) {
        domain.port(0).forward(burst.entry(0), EntryHeader.of(queue, 0), "forwarded");
    }

    private void letTheOtherSleep() {
        threads.start(() -> domain.port(1).dequeue(new Burst(1), Long.MAX_VALUE));
        while (!otherSleeps()) {
            Thread.onSpinWait();
        }
    }

    private boolean otherSleeps() {
        return domain.doorbell().isAsleep(1);
    }

    private void assertWoken() {
        assertFalse(otherSleeps(), "was not woken");
    }

    private void assertNobodyWoken() {
        assertTrue(otherSleeps(), "was woken");
        assertEquals(0, domain.counter(DomainCounter.WAKE_UPS));
    }

    /** The way of an item of a pipeline, alone: a parallel part, then a serial one. */
    @Test
    void shouldWakeNobodyForWhatAPortFindsItself() {
        accept(ORDERED);
        takeOne();
        letTheOtherSleep();
        forward(ATOMIC);
        takeOne();
        assertEquals(ATOMIC, EntryHeader.queue(burst.header(0)));
        domain.port(0).release(burst.entry(0));
        assertEquals(0, look());
        assertNobodyWoken();
    }

    @Test
    void shouldWakeAnotherIfNoReturnWasPromised() {
        domain.close();
        domain = open(port -> port);
        accept(ORDERED);
        takeOne();
        letTheOtherSleep();
        forward(ATOMIC);
        assertWoken();
    }

    @Test
    void shouldWakeAnotherForAQueueThatThePortIsNotLinkedTo() {
        accept(ORDERED);
        takeOne();
        letTheOtherSleep();
        forward(OF_THE_OTHER);
        assertWoken();
    }

    @Test
    void shouldWakeAnotherWhileThePortHoldsMore() {
        accept(ORDERED);
        accept(ORDERED);
        takeOne();
        long first = burst.entry(0);
        takeOne();
        letTheOtherSleep();
        domain.port(0).forward(first, EntryHeader.of(ATOMIC, 0), "forwarded");
        assertWoken();
    }

    /** The last entry of an order lets the ones behind it go: they are two, and the port takes one. */
    @Test
    void shouldWakeAnotherForASecondEntry() {
        accept(ORDERED);
        accept(ORDERED);
        takeOne();
        long first = burst.entry(0);
        takeOne();
        forward(UNORDERED);
        letTheOtherSleep();
        domain.port(0).forward(first, EntryHeader.of(UNORDERED, 0), "forwarded");
        assertWoken();
    }

    /** Who brings an entry meanwhile relies on the port, which takes another. */
    @Test
    void shouldRingForTheRestWhenItHasLooked() {
        accept(ORDERED);
        takeOne();
        letTheOtherSleep();
        forward(ATOMIC);
        accept(UNORDERED);
        assertNobodyWoken();
        takeOne();
        assertWoken();
    }

    @Test
    void shouldRingForTheRestWhenItIsQuiesced() {
        accept(ORDERED);
        takeOne();
        letTheOtherSleep();
        forward(ATOMIC);
        assertNobodyWoken();
        assertEquals(0, domain.port(0).quiesce((header, payload) -> {}));
        assertWoken();
    }

    /** The entry is released by the quiesce itself, and a flow becomes ready by that. */
    @Test
    void shouldRingForWhatAQuiesceMakesReady() {
        accept(ATOMIC);
        takeOne();
        accept(ATOMIC);
        letTheOtherSleep();
        assertEquals(1, domain.port(0).quiesce((header, payload) -> {}));
        assertWoken();
    }

    /** The link goes between the last finish and the look that it announced. */
    @Test
    void shouldRingForTheOthersWhenItsLinkIsTakenAway() {
        accept(ORDERED);
        takeOne();
        letTheOtherSleep();
        forward(ATOMIC);
        assertNobodyWoken();
        assertTrue(domain.port(0).unlink(ATOMIC));
        assertWoken();
    }

    /** The thread of port 0 never came back before the domain was stopped. */
    @Test
    void shouldWakeAnotherInTheNextLife() throws InterruptedException {
        accept(ORDERED);
        takeOne();
        letTheOtherSleep();
        forward(ATOMIC);
        assertTrue(domain.stop((header, payload) -> {}, TimeUnit.SECONDS.toNanos(10)));
        threads.join();
        domain.reset();
        domain.start();
        letTheOtherSleep();
        accept(UNORDERED);
        assertWoken();
    }
}
