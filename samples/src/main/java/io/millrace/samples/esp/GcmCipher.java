package io.millrace.samples.esp;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES-GCM as RFC 4106 uses it in ESP. Holds one JCE cipher and its scratch space, so it belongs to one worker.
 *
 * <p>Works from the SPI of an ESP packet on: {@code header} is the offset of the SPI, and behind it follow sequence
 * number, initialization vector, text and tag.
 */
final class GcmCipher {
    private final Cipher cipher;
    private final byte[] nonce = new byte[EspLayout.NONCE_BYTES];

    GcmCipher() {
        try {
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("every JDK brings AES/GCM/NoPadding", failure);
        }
    }

    /** Encrypts the text in place and appends the tag. Header and vector are there already. */
    void seal(SecurityAssociation association, byte[] packet, int header, int plainBytes) {
        int text = header + EspLayout.HEADER_BYTES + EspLayout.VECTOR_BYTES;
        try {
            start(Cipher.ENCRYPT_MODE, association, packet, header);
            cipher.doFinal(packet, text, plainBytes, packet, text);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("AES-GCM refused a packet that fits: plainBytes=" + plainBytes, failure);
        }
    }

    /** Verifies the tag and decrypts the text to the start of {@code plain}; false if the tag does not match. */
    boolean open(SecurityAssociation association, byte[] packet, int header, int espBytes, byte[] plain) {
        int text = header + EspLayout.HEADER_BYTES + EspLayout.VECTOR_BYTES;
        try {
            start(Cipher.DECRYPT_MODE, association, packet, header);
            cipher.doFinal(packet, text, header + espBytes - text, plain, 0);
            return true;
        } catch (AEADBadTagException forged) {
            return false;
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("AES-GCM refused a packet that fits: espBytes=" + espBytes, failure);
        }
    }

    private void start(int mode, SecurityAssociation association, byte[] packet, int header)
            throws GeneralSecurityException {
        association.copySalt(nonce);
        int vector = header + EspLayout.HEADER_BYTES;
        ByteBuffer.wrap(nonce)
                .putLong(SecurityAssociation.SALT_BYTES, ByteBuffer.wrap(packet).getLong(vector));
        cipher.init(mode, association.key(), new GCMParameterSpec(EspLayout.TAG_BYTES * Byte.SIZE, nonce));
        cipher.updateAAD(packet, header, EspLayout.HEADER_BYTES);
    }
}
