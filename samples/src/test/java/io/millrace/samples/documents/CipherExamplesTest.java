package io.millrace.samples.documents;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import io.millrace.ordered.ParallelCipher;
import io.millrace.ordered.ParallelStreamCipher;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import org.junit.jupiter.api.Test;

/** The examples of {@code docs/guide.md} about ciphers, between marks. */
class CipherExamplesTest {

    @Test
    void shouldSealAndOpenRecords() throws Exception {
        List<String> messages =
                IntStream.range(0, 1000).mapToObj(number -> "message " + number).toList();
        List<byte[]> sealed = new ArrayList<>();
        List<String> opened = new ArrayList<>();
        try (MillraceExecutor executor = MillraceExecutors.newWorkStealingPool()) {
            // begin sealed records
            KeyGenerator keys = KeyGenerator.getInstance("AES");
            keys.init(256);
            SecretKey key = keys.generateKey();
            try (ParallelCipher cipher = ParallelCipher.sealing(executor, key, sealed::add)) {
                for (String message : messages) {
                    cipher.submit(message.getBytes(StandardCharsets.UTF_8)); // waits while too much is in flight
                }
            }
            // end sealed records
            sealed.get(2)[20] ^= 1;
            // begin opened records
            try (ParallelCipher cipher = ParallelCipher.opening(
                    executor,
                    key,
                    text -> opened.add(new String(text, StandardCharsets.UTF_8)),
                    refused -> opened.add("record " + refused.place() + " is not authentic"))) {
                for (byte[] record : sealed) {
                    cipher.submit(record);
                }
            }
            // end opened records
        }
        List<String> expected = new ArrayList<>(messages);
        expected.set(2, "record 2 is not authentic");
        assertEquals(expected, opened);
    }

    @Test
    void shouldEncryptAStream() throws Exception {
        byte[] content = new byte[1 << 20];
        ReadableByteChannel input = Channels.newChannel(new ByteArrayInputStream(content));
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        SecretKey key = KeyGenerator.getInstance("AES").generateKey();
        byte[] vector = new byte[ParallelStreamCipher.VECTOR_BYTES];
        new SecureRandom().nextBytes(vector);
        // begin encrypted stream
        try (MillraceExecutor executor = MillraceExecutors.newWorkStealingPool();
                ParallelStreamCipher cipher = ParallelStreamCipher.counterMode(
                        executor, key, vector, chunk -> output.write(chunk.array(), 0, chunk.limit()))) {
            ByteBuffer chunk = ByteBuffer.allocate(1 << 17);
            while (input.read(chunk) >= 0) {
                cipher.submit(chunk.flip()); // now the cipher's, until it has been handed on
                chunk = ByteBuffer.allocate(1 << 17);
            }
        }
        // end encrypted stream
        Cipher serial = Cipher.getInstance("AES/CTR/NoPadding");
        serial.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(vector));
        assertArrayEquals(serial.doFinal(content), output.toByteArray());
    }
}
