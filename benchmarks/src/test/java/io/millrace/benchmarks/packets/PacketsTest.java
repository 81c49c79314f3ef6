package io.millrace.benchmarks.packets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.benchmarks.ordered.OrderedArm;
import io.millrace.benchmarks.ordered.OrderedArms;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.AEADBadTagException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is done with packets is right, and whatever an arm or a cipher does wrong is found. */
final class PacketsTest {

    private static final int BYTES = 64;
    private static final int COUNT = 100;
    private static final int LENGTH = 1234;

    private final PacketBuffers buffers = new PacketBuffers(COUNT, BYTES, Direction.ENCRYPT);
    private final Packets packets = new Packets(buffers, 2, COUNT);

    @TestFactory
    Stream<DynamicTest> shouldComeOutOfEveryArmAsOutOfOneThread() {
        return Stream.concat(OrderedArms.all().keySet().stream(), Stream.of(PacketBenchmark.CEILING))
                .flatMap(arm -> bothDirections(arm, false));
    }

    @TestFactory
    Stream<DynamicTest> shouldComeOneByOneOutOfEveryArmOfTcrypt() {
        return new TcryptCell(TcryptMode.ONE_OUTSTANDING, Direction.ENCRYPT, BYTES, TcryptLoad.IDLE)
                .arms().stream().flatMap(arm -> bothDirections(arm, true));
    }

    private static Stream<DynamicTest> bothDirections(String arm, boolean oneOutstanding) {
        return Stream.of(Direction.values())
                .map(direction -> DynamicTest.dynamicTest(
                        arm + " " + direction,
                        () -> runTwice(arm, new PacketBuffers(COUNT, BYTES, direction), oneOutstanding)));
    }

    private static void runTwice(String name, PacketBuffers buffers, boolean oneOutstanding) throws Exception {
        try (PacketArm arm = PacketArm.open(name, buffers, COUNT / 2, oneOutstanding)) {
            for (int length : new int[] {LENGTH, 1}) {
                arm.run(length);
                arm.requireOutputs(length);
            }
        }
    }

    @Test
    void shouldDivideAllPacketsAmongIndependentThreads() throws Exception {
        PacketBuffers four = new PacketBuffers(4, BYTES, Direction.ENCRYPT);
        try (PacketArm arm = PacketArm.open(PacketBenchmark.CEILING, four, 4, false)) {
            arm.run(3);
        }
        assertEquals(
                3,
                IntStream.range(0, four.count())
                        .filter(number -> four.packet(number).takeBeforeEnd())
                        .count());
    }

    @Test
    void shouldBeReadyForAnotherRun() throws Exception {
        try (OrderedArm arm = OrderedArms.open(OrderedArms.ONE_THREAD, 1, 1)) {
            for (int run = 0; run < 2; run++) {
                arm.run(packets);
                packets.requireAll();
            }
        }
    }

    @Test
    void shouldBeEncryptedToWhatIsDecrypted() {
        PacketBuffers sealed = new PacketBuffers(COUNT, BYTES, Direction.DECRYPT);
        for (int number = 0; number < COUNT; number++) {
            byte[] plain = buffers.packet(number).input();
            byte[] encrypted = packets.work(buffers.packet(number)).output();
            byte[] toDecrypt = sealed.packet(number).input();
            assertArrayEquals(encrypted, Arrays.copyOfRange(toDecrypt, PacketCipher.HEADER_BYTES, toDecrypt.length));
            assertFalse(Arrays.equals(plain, PacketCipher.HEADER_BYTES, plain.length, encrypted, 0, BYTES));
        }
    }

    @Test
    void shouldRefuseAPacketBeforeItsTurn() {
        packets.work(packets.item(0));
        Packet second = packets.work(packets.item(1));
        assertVoid("out of order: expected packet=0, came=1", () -> packets.accept(second));
    }

    @Test
    void shouldRefuseAPacketThatComesTwice() {
        Packet first = packets.work(packets.item(0));
        packets.accept(first);
        assertVoid("out of order: expected packet=1, came=0", () -> packets.accept(first));
    }

    @Test
    void shouldMissALostPacket() {
        packets.accept(packets.work(packets.item(0)));
        assertVoid("packets lost: expected=2, came=1", packets::requireAll);
    }

    @Test
    void shouldRefuseAPacketThatNobodyWorkedOnSinceItWasTaken() {
        Packets again = new Packets(new PacketBuffers(1, BYTES, Direction.ENCRYPT), 2, 1);
        again.accept(again.work(again.item(0)));
        assertVoid("wrong end of output: packet=0", () -> again.accept(again.item(1)));
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeAPacketTwiceThatOneThreadWorkedOnTwiceInARow(Direction direction) {
        Packets again = new Packets(new PacketBuffers(1, BYTES, direction), 2, 1);
        again.accept(again.work(again.item(0)));
        again.accept(again.work(again.item(1)));
        again.requireAll();
    }

    @Test
    void shouldRefuseWhatWasEncryptedFromOtherBytes() {
        for (int at : new int[] {0, PacketCipher.HEADER_BYTES, PacketCipher.HEADER_BYTES + BYTES - 1}) {
            Packets damaged = new Packets(new PacketBuffers(1, BYTES, Direction.ENCRYPT), 1, 1);
            Packet packet = damaged.item(0);
            packet.input()[at]++;
            damaged.work(packet);
            assertVoid("wrong end of output: packet=0", () -> damaged.accept(packet));
        }
    }

    @Test
    void shouldRefuseAWrongTag() {
        int tagEnd = PacketCipher.HEADER_BYTES + BYTES + Packet.END_BYTES;
        for (int at : new int[] {0, PacketCipher.HEADER_BYTES, tagEnd - 1}) {
            Packets damaged = new Packets(new PacketBuffers(1, BYTES, Direction.DECRYPT), 1, 1);
            Packet packet = damaged.item(0);
            packet.input()[at]++;
            IllegalStateException failure =
                    assertVoid("packet refused by its cipher: packet=0", () -> damaged.work(packet));
            assertInstanceOf(AEADBadTagException.class, failure.getCause());
        }
    }

    @Test
    void shouldFindAnOutputThatIsWrongBeforeItsEnd() {
        for (int place = 0; place < 2; place++) {
            packets.accept(packets.work(packets.item(place)));
        }
        packets.requireAll();
        buffers.packet(1).output()[0]++;
        assertVoid("wrong output: packet=1", () -> buffers.requireOutputs(2));
        assertVoid("wrong output: packet=0", () -> buffers.requireOutputs(2), "outputs stay when they were compared");
    }

    @Test
    void shouldRefuseLengthsThatHaveNoEndOrAreNotMeasured() {
        for (int bytes : new int[] {15, 16_385}) {
            assertEquals(
                    "length of packets out of range: bytes=" + bytes + ", lowest=16, highest=16384",
                    assertThrows(IllegalArgumentException.class, () -> new PacketBuffers(1, bytes, Direction.ENCRYPT))
                            .getMessage());
        }
        assertEquals(
                "more packets outstanding than there are: mostOutstanding=101, packets=100",
                assertThrows(IllegalArgumentException.class, () -> new Packets(buffers, 1, COUNT + 1))
                        .getMessage());
    }

    private static IllegalStateException assertVoid(String message, Executable call) {
        return assertVoid(message, call, message);
    }

    private static IllegalStateException assertVoid(String message, Executable call, String otherwise) {
        IllegalStateException failure = assertThrows(IllegalStateException.class, call, otherwise);
        assertEquals(message, failure.getMessage());
        return failure;
    }
}
