package io.millrace.ordered;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import java.lang.ref.WeakReference;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ParallelCipherTest {

    private static final byte[] TEXT = "attack at dawn".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NO_DATA = {};

    private static final int SERIES = 4;

    private final MillraceExecutor executor = MillraceExecutors.builder()
            .workers(4)
            .reorderWindow(32)
            .seriesLimit(SERIES)
            .build();
    private final SecretKey key = SerialCipher.key(256, 1);
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

    @Test
    void shouldUseNoNonceTwice() throws Exception {
        BigInteger first = nonce(requireNoncesInARow(sealed(100)).get(0));
        BigInteger second = nonce(requireNoncesInARow(sealed(100)).get(0));
        // A chance of 2^-88 that two ciphers come so close.
        assertTrue(first.subtract(second).abs().bitLength() > 8, () -> first + " and " + second);
    }

    @Test
    void shouldCountNoncesOverTheHighestOne() throws Exception {
        List<byte[]> sealed = new ArrayList<>();
        RecordNonces nonces = RecordNonces.from(HexFormat.of().parseHex("fffffffffffffffffffffffe"), 10);
        try (ParallelCipher cipher = ParallelCipher.sealing(executor, key, sealed::add, nonces)) {
            for (int number = 0; number < 4; number++) {
                cipher.submit(TEXT);
            }
        }
        List<String> found = sealed.stream()
                .map(record -> HexFormat.of().formatHex(record, 0, ParallelCipher.NONCE_BYTES))
                .toList();
        assertEquals(
                List.of(
                        "fffffffffffffffffffffffe",
                        "ffffffffffffffffffffffff",
                        "000000000000000000000000",
                        "000000000000000000000001"),
                found);
        requireEqualToSerial(sealed);
    }

    @Test
    void shouldSealNoMoreThanOneKeyMay() throws Exception {
        assertEquals(1L << 32, ParallelCipher.RECORD_LIMIT);
        List<byte[]> sealed = new ArrayList<>();
        ParallelCipher cipher = ParallelCipher.sealing(executor, key, sealed::add, RecordNonces.from(new byte[12], 3));
        for (int number = 0; number < 4; number++) {
            cipher.submit(TEXT);
        }
        PipelineException failure = assertThrows(PipelineException.class, cipher::close);
        assertEquals(3, failure.place());
        assertEquals(
                "cipher has sealed as many records as one key may: place=3, limit=3; seal the others with a new key",
                failure.getCause().getMessage());
        assertEquals(3, sealed.size());
        assertThrows(PipelineException.class, () -> cipher.submit(TEXT));
    }

    @Test
    void shouldTellOfEachRecordThatIsNotAuthenticAndGoOn() throws Exception {
        List<byte[]> sealed = sealed(3);
        sealed.set(1, new byte[ParallelCipher.OVERHEAD_BYTES - 1]);
        sealed.add(2, new byte[100]);
        List<String> seen = new ArrayList<>();
        try (ParallelCipher cipher = ParallelCipher.opening(
                executor,
                key,
                text -> seen.add(new String(text, StandardCharsets.US_ASCII)),
                refused -> seen.add(refused.getMessage()))) {
            for (byte[] record : sealed) {
                cipher.submit(record);
            }
        }
        assertEquals(
                List.of(
                        "attack at dawn",
                        "record is not authentic: place=1, lengthBytes=27, shortest=28",
                        "record is not authentic: place=2, lengthBytes=100, shortest=28",
                        "attack at dawn"),
                seen);
    }

    @Test
    void shouldEndWithTheFirstRecordThatIsNotAuthenticIfThatIsWanted() throws Exception {
        List<byte[]> sealed = sealed(3);
        sealed.get(1)[20] ^= 1;
        List<byte[]> opened = new ArrayList<>();
        ParallelCipher cipher = ParallelCipher.opening(executor, key, opened::add, refused -> {
            throw new IllegalStateException(refused);
        });
        for (byte[] record : sealed) {
            cipher.submit(record);
        }
        PipelineException failure = assertThrows(PipelineException.class, cipher::close);
        assertEquals(1, failure.place());
        RecordAuthenticationException refused = assertInstanceOf(
                RecordAuthenticationException.class, failure.getCause().getCause());
        assertEquals(1, refused.place());
        assertEquals(1, opened.size());
    }

    @Test
    void shouldRefuseAKeyThatIsNoneOfAes() {
        SecretKey tooShort = new SecretKeySpec(new byte[5], "AES");
        SecretKey another = new SecretKeySpec(new byte[16], "HmacSHA256");
        for (SecretKey unfit : List.of(tooShort, another)) {
            assertThrows(InvalidKeyException.class, () -> ParallelCipher.sealing(executor, unfit, record -> {}));
            assertThrows(
                    InvalidKeyException.class,
                    () -> ParallelCipher.opening(executor, unfit, record -> {}, refused -> {}));
        }
        Work.assertAllSeriesFree(executor, SERIES);
    }

    @Test
    void shouldSayNothingOfWhatItHolds() throws Exception {
        ParallelCipher cipher = ParallelCipher.sealing(executor, key, record -> {
            throw new IllegalStateException("planned");
        });
        cipher.submit(TEXT, TEXT);
        PipelineException failure = assertThrows(PipelineException.class, cipher::close);
        assertEquals("record[lengthBytes=14, associatedBytes=14]", String.valueOf(failure.item()));
        assertTrue(cipher.toString().startsWith("cipher[sealing, pipeline[failed, submitted=1, "), cipher.toString());
    }

    @Test
    void shouldForgetItsKeyWhenItIsClosed() throws Exception {
        SecretKey passing = SerialCipher.key(128, 2);
        WeakReference<SecretKey> held = new WeakReference<>(passing);
        ParallelCipher cipher = ParallelCipher.sealing(executor, passing, record -> {});
        for (int number = 0; number < 100; number++) {
            cipher.submit(TEXT);
        }
        passing = null;
        cipher.close();
        Memory.awaitGone(held);
        assertNull(held.get());
        assertThrows(IllegalStateException.class, () -> cipher.submit(TEXT));
        cipher.close();
    }

    @Test
    void shouldEndWithItsExecutor() throws Exception {
        MillraceExecutor stopped = MillraceExecutors.newFixedThreadPool(1);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        List<byte[]> sealed = new ArrayList<>();
        ParallelCipher cipher = ParallelCipher.sealing(stopped, key, record -> {
            begun.countDown();
            Work.await(go);
            sealed.add(record);
        });
        cipher.submit(TEXT);
        begun.await();
        // Longer than what goes along with the first one.
        for (int number = 0; number < 2 * ParallelCipher.LONGEST_VECTOR; number++) {
            cipher.submit(TEXT);
        }
        stopped.shutdownNow();
        go.countDown();
        PipelineException failure = assertThrows(PipelineException.class, cipher::close);
        assertInstanceOf(CancellationException.class, failure.getCause());
        assertFalse(sealed.size() > 1 + ParallelCipher.LONGEST_VECTOR, () -> "sealed=" + sealed.size());
        stopped.close();
    }

    @Test
    void shouldSkipWhatHadNoTurnWhenItIsAborted() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        List<byte[]> sealed = new ArrayList<>();
        ParallelCipher cipher = ParallelCipher.sealing(executor, key, record -> {
            begun.countDown();
            Work.await(go);
            sealed.add(record);
        });
        for (int number = 0; number < 10; number++) {
            cipher.submit(TEXT);
        }
        begun.await();
        cipher.abort();
        go.countDown();
        cipher.close();
        assertEquals(1, sealed.size());
        requireEqualToSerial(sealed);
    }

    private List<byte[]> sealed(int count) throws Exception {
        List<byte[]> sealed = new ArrayList<>();
        try (ParallelCipher cipher = ParallelCipher.sealing(executor, key, sealed::add)) {
            for (int number = 0; number < count; number++) {
                cipher.submit(TEXT);
            }
        }
        assertEquals(count, sealed.size());
        requireEqualToSerial(sealed);
        return sealed;
    }

    private void requireEqualToSerial(List<byte[]> sealed) {
        for (byte[] record : sealed) {
            assertArrayEquals(SerialCipher.seal(key, record, TEXT, NO_DATA), record);
        }
    }

    private static List<byte[]> requireNoncesInARow(List<byte[]> sealed) {
        BigInteger modulus = BigInteger.ONE.shiftLeft(ParallelCipher.NONCE_BYTES * Byte.SIZE);
        for (int number = 1; number < sealed.size(); number++) {
            BigInteger step = nonce(sealed.get(number)).subtract(nonce(sealed.get(number - 1)));
            assertEquals(BigInteger.ONE, step.mod(modulus));
        }
        return sealed;
    }

    private static BigInteger nonce(byte[] record) {
        return new BigInteger(1, Arrays.copyOf(record, ParallelCipher.NONCE_BYTES));
    }
}
