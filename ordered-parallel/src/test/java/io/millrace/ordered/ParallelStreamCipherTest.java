package io.millrace.ordered;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.core.contract.TimeLimit;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import java.io.ByteArrayOutputStream;
import java.lang.ref.WeakReference;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelStreamCipherTest {

    private static final byte[] VECTOR = HexFormat.of().parseHex("00112233445566778899aabbccddeeff");

    private static final int SERIES = 4;

    private final MillraceExecutor executor = MillraceExecutors.builder()
            .workers(2)
            .reorderWindow(1)
            .seriesLimit(SERIES)
            .build();
    private final SecretKey key = SerialCipher.key(256, 1);
    private final ByteArrayOutputStream encrypted = new ByteArrayOutputStream();
    private TimeLimit limit;

    @BeforeEach
    void begin() {
        limit = TimeLimit.seconds(30);
    }

    @AfterEach
    void end() {
        try (TimeLimit ends = limit) {
            executor.close();
        }
    }

    /** NIST SP 800-38A, F.5.5. */
    @Test
    void shouldGiveTheBytesOfTheStandard() throws Exception {
        HexFormat hex = HexFormat.of();
        SecretKey standard = new SecretKeySpec(
                hex.parseHex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4"), "AES");
        byte[] text = hex.parseHex("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
                + "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710");
        try (ParallelStreamCipher cipher = ParallelStreamCipher.counterMode(
                executor, standard, hex.parseHex("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"), keep())) {
            submitInPieces(cipher, text, 7);
        }
        assertEquals(
                "601ec313775789a5b7a7f504bbf3d228f443e3ca4d62b59aca84e990cacaf5c5"
                        + "2b0930daa23de94ce87017ba2d84988ddfc9c58db67aada613c2dd08457941a6",
                hex.formatHex(encrypted.toByteArray()));
    }

    /** Nobody can make such a stream, but its counters can be told. */
    @ParameterizedTest
    @ValueSource(longs = {5, 1L << 40, (1L << 62) + 3, Long.MAX_VALUE - 100})
    void shouldBeginInTheMiddle(long offset) throws Exception {
        byte[] text = SerialCipher.bytes(100, 3);
        try (ParallelStreamCipher cipher = ParallelStreamCipher.counterMode(executor, key, VECTOR, offset, keep())) {
            cipher.submit(ByteBuffer.wrap(text.clone()));
        }
        int skipped = (int) (offset % 16);
        byte[] counter =
                new BigInteger(1, VECTOR).add(BigInteger.valueOf(offset / 16)).toByteArray();
        byte[] padded = new byte[16];
        System.arraycopy(counter, 0, padded, 16 - counter.length, counter.length);
        byte[] shifted = new byte[skipped + text.length];
        System.arraycopy(text, 0, shifted, skipped, text.length);
        byte[] expected = SerialCipher.counterMode(key, padded, shifted);
        assertArrayEquals(Arrays.copyOfRange(expected, skipped, expected.length), encrypted.toByteArray());
    }

    @Test
    void shouldRefuseWhatItCannotBeginWith() {
        Consumer<ByteBuffer> sink = keep();
        IllegalArgumentException length = assertThrows(
                IllegalArgumentException.class,
                () -> ParallelStreamCipher.counterMode(executor, key, new byte[12], sink));
        assertEquals("initialization vector has another length: lengthBytes=12, needed=16", length.getMessage());
        IllegalArgumentException offset = assertThrows(
                IllegalArgumentException.class,
                () -> ParallelStreamCipher.counterMode(executor, key, VECTOR, -1, sink));
        assertEquals("stream has no place before its start: offset=-1", offset.getMessage());
        SecretKey unfit = new SecretKeySpec(new byte[17], "AES");
        assertThrows(InvalidKeyException.class, () -> ParallelStreamCipher.counterMode(executor, unfit, VECTOR, sink));
        Work.assertAllSeriesFree(executor, SERIES);
    }

    @Test
    void shouldRefuseAChunkThatItCannotWriteTo() throws Exception {
        try (ParallelStreamCipher cipher = ParallelStreamCipher.counterMode(executor, key, VECTOR, keep())) {
            ByteBuffer chunk = ByteBuffer.allocate(10).asReadOnlyBuffer();
            assertThrows(ReadOnlyBufferException.class, () -> cipher.submit(chunk));
        }
        assertEquals(0, encrypted.size());
    }

    @Test
    void shouldRefuseAStreamThatNobodyCanCount() throws Exception {
        try (ParallelStreamCipher cipher =
                ParallelStreamCipher.counterMode(executor, key, VECTOR, Long.MAX_VALUE, keep())) {
            assertThrows(ArithmeticException.class, () -> cipher.submit(ByteBuffer.allocate(1)));
            cipher.submit(ByteBuffer.allocate(0));
        }
        assertEquals(0, encrypted.size());
    }

    /** What lies where would be left to chance, and two chunks might have the same counters. */
    @Test
    void shouldRefuseASecondThreadThatSubmits() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (ParallelStreamCipher cipher = ParallelStreamCipher.counterMode(executor, key, VECTOR, keepAfter(go))) {
            Thread waiting = waitingForRoom(cipher);
            assertThrows(IllegalStateException.class, () -> cipher.submit(ByteBuffer.allocate(1)));
            go.countDown();
            waiting.join();
            // Nor has the refused chunk a place in the stream.
            cipher.submit(ByteBuffer.allocate(20));
        }
        assertStreamOfZeros(60);
    }

    @Test
    void shouldGoOnWhereItWasAfterAnInterrupt() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (ParallelStreamCipher cipher = ParallelStreamCipher.counterMode(executor, key, VECTOR, keepAfter(go))) {
            Thread waiting = waitingForRoom(cipher);
            waiting.interrupt();
            waiting.join();
            go.countDown();
            cipher.submit(ByteBuffer.allocate(20));
        }

        assertStreamOfZeros(40);
    }

    @Test
    void shouldEndWhenTheConsumerThrows() throws Exception {
        ParallelStreamCipher cipher = ParallelStreamCipher.counterMode(executor, key, VECTOR, chunk -> {
            throw new IllegalStateException("planned");
        });
        cipher.submit(ByteBuffer.allocate(1000));
        PipelineException failure = assertThrows(PipelineException.class, cipher::close);
        assertEquals("planned", failure.getCause().getMessage());
        assertEquals("chunk[offset=0]", String.valueOf(failure.item()));
    }

    @Test
    void shouldForgetItsKeyWhenItIsClosed() throws Exception {
        SecretKey passing = SerialCipher.key(128, 2);
        WeakReference<SecretKey> held = new WeakReference<>(passing);
        ParallelStreamCipher cipher = ParallelStreamCipher.counterMode(executor, passing, VECTOR, keep());
        for (int number = 0; number < 100; number++) {
            cipher.submit(ByteBuffer.allocate(100));
        }
        passing = null;
        cipher.close();
        Memory.awaitGone(held);
        assertNull(held.get());
        assertThrows(IllegalStateException.class, () -> cipher.submit(ByteBuffer.allocate(1)));
    }

    /** Submits a chunk of 20 bytes, and returns a thread that waits to submit another one. */
    private static Thread waitingForRoom(ParallelStreamCipher cipher) throws InterruptedException {
        cipher.submit(ByteBuffer.allocate(20));
        Thread thread = new Thread(() -> {
            try {
                cipher.submit(ByteBuffer.allocate(20));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        thread.start();
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        return thread;
    }

    private Consumer<ByteBuffer> keep() {
        return chunk -> {
            byte[] content = new byte[chunk.remaining()];
            chunk.get(content);
            encrypted.writeBytes(content);
        };
    }

    private Consumer<ByteBuffer> keepAfter(CountDownLatch go) {
        Consumer<ByteBuffer> keep = keep();
        return chunk -> {
            Work.await(go);
            keep.accept(chunk);
        };
    }

    private static void submitInPieces(ParallelStreamCipher cipher, byte[] text, int pieceBytes)
            throws InterruptedException {
        for (int at = 0; at < text.length; at += pieceBytes) {
            int end = Math.min(text.length, at + pieceBytes);
            cipher.submit(ByteBuffer.wrap(Arrays.copyOfRange(text, at, end)));
        }
    }

    private void assertStreamOfZeros(int length) {
        assertArrayEquals(SerialCipher.counterMode(key, VECTOR, new byte[length]), encrypted.toByteArray());
    }
}
