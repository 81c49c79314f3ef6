package io.millrace.benchmarks.packets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.benchmarks.measure.Trials;
import io.millrace.benchmarks.ordered.OrderedArm;
import io.millrace.benchmarks.ordered.OrderedArms;
import io.millrace.benchmarks.ordered.OrderedItems;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A producer keeps to what may be outstanding, and is left waiting by nobody. */
final class OutstandingTest {

    private static final int LENGTH = 2000;
    private static final int WINDOW = 64;
    private static final int LONG_SECONDS = 600;
    private static final int SHORT_SECONDS = 5;

    private final PacketBuffers buffers = new PacketBuffers(2 * WINDOW, 16, Direction.ENCRYPT);

    @Test
    void shouldSendOneOnlyWhenTheLastWasTaken() throws Exception {
        assertEquals(1, mostOutstanding(1));
    }

    @Test
    void shouldNeverHaveMoreOutstandingThanThereMayBe() throws Exception {
        int most = mostOutstanding(3);
        assertTrue(most > 1 && most <= 3, "outstanding=" + most);
    }

    /** Ours has a window that would let many more through. */
    private int mostOutstanding(int bound) throws Exception {
        Watched watched = new Watched(new Packets(buffers, LENGTH, bound));
        try (OrderedArm arm = OrderedArms.open(OrderedArms.MILLRACE, Trials.WORKERS, WINDOW)) {
            arm.run(watched);
        }
        watched.requireAll();
        return watched.most;
    }

    @Test
    @Timeout(LONG_SECONDS / 10)
    void shouldEndTheWaitOfTheProducerWhenAPacketIsWrong() {
        buffers.packet(1).input()[PacketCipher.HEADER_BYTES]++;
        Packets packets = new Packets(buffers, LENGTH, 1, LONG_SECONDS);
        try (OrderedArm arm = OrderedArms.open(OrderedArms.MILLRACE, Trials.WORKERS, WINDOW)) {
            IllegalStateException failure = assertThrows(IllegalStateException.class, () -> arm.run(packets));
            assertEquals("the run is void", failure.getMessage());
            assertEquals(
                    "wrong end of output: packet=1",
                    assertInstanceOf(IllegalStateException.class, failure.getCause())
                            .getMessage());
        }
    }

    @Test
    @Timeout(LONG_SECONDS / 10)
    void shouldEndTheWaitOfTheProducerWhenATagIsWrong() {
        PacketBuffers sealed = new PacketBuffers(WINDOW, 16, Direction.DECRYPT);
        sealed.packet(1).input()[0]++;
        Packets packets = new Packets(sealed, LENGTH, 1, LONG_SECONDS);
        try (OrderedArm arm = OrderedArms.open(OrderedArms.MILLRACE, Trials.WORKERS, WINDOW)) {
            IllegalStateException failure = assertThrows(IllegalStateException.class, () -> arm.run(packets));
            assertEquals("the run is void", failure.getMessage());
        }
    }

    @Test
    void shouldMissAPacketThatDoesNotCome() {
        Packets packets = new Packets(buffers, LENGTH, 1, 0);
        packets.item(0);
        assertEquals(
                "packets not taken in time: expected=1, came=0",
                assertThrows(IllegalStateException.class, () -> packets.item(1)).getMessage());
    }

    @Test
    void shouldEndTheWaitOfAnInterruptedProducer() {
        Packets packets = new Packets(buffers, LENGTH, 1, SHORT_SECONDS);
        packets.item(0);
        Thread.currentThread().interrupt();
        try {
            assertEquals(
                    "interrupted while packets are outstanding",
                    assertThrows(IllegalStateException.class, () -> packets.item(1))
                            .getMessage());
        } finally {
            assertTrue(Thread.interrupted(), "it is told to the caller");
        }
    }

    @Test
    @Timeout(LONG_SECONDS / 10)
    void shouldGoOnWhenHalfWasTaken() throws InterruptedException {
        Packets packets = new Packets(buffers, LENGTH, 4, LONG_SECONDS);
        CountDownLatch isFull = new CountDownLatch(1);
        CountDownLatch hasGoneOn = new CountDownLatch(1);
        Thread producer = new Thread(() -> {
            for (int place = 0; place < 4; place++) {
                packets.work(packets.item(place));
            }
            isFull.countDown();
            packets.item(4);
            hasGoneOn.countDown();
        });
        producer.start();
        isFull.await();
        packets.accept(buffers.packet(0));
        packets.accept(buffers.packet(1));
        hasGoneOn.await();
        producer.join();
    }

    /** Counts what is outstanding. */
    private static final class Watched implements OrderedItems<Packet> {

        private final Packets packets;
        private final AtomicInteger outstanding = new AtomicInteger();
        private int most;

        Watched(Packets packets) {
            this.packets = packets;
        }

        @Override
        public int length() {
            return packets.length();
        }

        @Override
        public Packet item(int place) {
            Packet packet = packets.item(place);
            most = Math.max(most, outstanding.incrementAndGet());
            return packet;
        }

        @Override
        public Packet work(Packet packet) {
            return packets.work(packet);
        }

        @Override
        public void accept(Packet packet) {
            // Before the producer may know of it.
            outstanding.decrementAndGet();
            packets.accept(packet);
        }

        @Override
        public void requireAll() {
            packets.requireAll();
        }
    }
}
