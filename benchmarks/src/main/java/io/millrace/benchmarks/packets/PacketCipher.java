package io.millrace.benchmarks.packets;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/** AES-GCM as RFC 4106 uses it in ESP. Holds one cipher of the JDK, so it belongs to one thread. */
final class PacketCipher {

    /** What is authenticated and not encrypted: the index of the security association and the sequence number. */
    static final int HEADER_BYTES = 8;

    private final Direction direction;
    private final SecretKey key;
    private Cipher cipher;
    private @Nullable GCMParameterSpec last;

    PacketCipher(Direction direction, SecretKey key) {
        this.direction = direction;
        this.key = key;
        cipher = newCipher();
    }

    private static Cipher newCipher() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("every JDK brings AES/GCM/NoPadding", failure);
        }
    }

    /**
     * Encrypts or decrypts.
     *
     * @param input header, text and, to be decrypted, tag
     * @param output room for exactly what comes out
     * @throws GeneralSecurityException if the tag is wrong
     */
    @SuppressWarnings("ReferenceEquality") // each nonce is there once
    void apply(GCMParameterSpec nonce, byte[] input, byte[] output) throws GeneralSecurityException {
        if (nonce == last) {
            // A cipher refuses to encrypt with the nonce that it had last. That comes when others have done all
            // between.
            cipher = newCipher();
        }
        last = nonce;
        cipher.init(direction.cipherMode(), key, nonce);
        cipher.updateAAD(input, 0, HEADER_BYTES);
        cipher.doFinal(input, HEADER_BYTES, input.length - HEADER_BYTES, output, 0);
    }
}
