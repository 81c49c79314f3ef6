package io.millrace.samples.ctr;

import io.millrace.samples.CommandException;
import io.millrace.samples.filter.Ends;
import io.millrace.samples.filter.Passage;
import io.millrace.samples.output.ProgressBar;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.security.GeneralSecurityException;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Runs between channels of the test's, and what the JDK makes of the same bytes. */
final class CtrRuns {
    static final CtrKey KEY = key(256, 1);

    private CtrRuns() {}

    static CtrKey key(int bits, long seed) {
        return new CtrKey(new SecretKeySpec(bytes(bits / Byte.SIZE, seed), "AES"), bytes(16, seed + 1));
    }

    static byte[] bytes(int count, long seed) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static byte[] encrypt(byte[] content, CtrKey key, int workers) throws CommandException {
        ByteArrayOutputStream encrypted = new ByteArrayOutputStream();
        between(Channels.newChannel(new ByteArrayInputStream(content)), Channels.newChannel(encrypted), key, workers)
                .run();
        return encrypted.toByteArray();
    }

    static CtrRun between(ReadableByteChannel input, WritableByteChannel output, CtrKey key, int workers) {
        ProgressBar silent = new ProgressBar(new PrintWriter(Writer.nullWriter()), false, 0, "bytes");
        Ends ends = new Ends(null, null, false, CtrRun.WORDS);
        return new CtrRun(ends, key, workers, new Passage(ends, input, output), silent);
    }

    static byte[] expected(byte[] content, CtrKey key) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key.key(), new IvParameterSpec(key.vector()));
            return cipher.doFinal(content);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
