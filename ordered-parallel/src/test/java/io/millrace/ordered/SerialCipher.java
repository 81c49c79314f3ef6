package io.millrace.ordered;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** What a program does with the ciphers of the JDK and one thread. */
final class SerialCipher {

    private SerialCipher() {}

    static SecretKey key(int bits, long seed) {
        return new SecretKeySpec(bytes(bits / Byte.SIZE, seed), "AES");
    }

    static byte[] bytes(int count, long seed) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** Seals a text with the nonce that stands at the start of what it should become. */
    static byte[] seal(SecretKey key, byte[] sealed, byte[] text, byte[] associatedData) {
        byte[] tail = gcm(Cipher.ENCRYPT_MODE, key, sealed, text, associatedData);
        byte[] whole = Arrays.copyOf(sealed, ParallelCipher.NONCE_BYTES + tail.length);
        System.arraycopy(tail, 0, whole, ParallelCipher.NONCE_BYTES, tail.length);
        return whole;
    }

    static byte[] open(SecretKey key, byte[] sealed, byte[] associatedData) {
        byte[] tail = Arrays.copyOfRange(sealed, ParallelCipher.NONCE_BYTES, sealed.length);
        return gcm(Cipher.DECRYPT_MODE, key, sealed, tail, associatedData);
    }

    private static byte[] gcm(int mode, SecretKey key, byte[] nonceFirst, byte[] input, byte[] associatedData) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(128, nonceFirst, 0, ParallelCipher.NONCE_BYTES));
            cipher.updateAAD(associatedData);
            return cipher.doFinal(input);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Encrypts a stream from its start on. */
    static byte[] counterMode(SecretKey key, byte[] vector, byte[] stream) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(vector));
            return cipher.doFinal(stream);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
