package io.millrace.ordered;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/** AES-GCM of one worker. A sealed record is the nonce, the text and the tag. */
final class GcmCipher {

    static final String TRANSFORMATION = "AES/GCM/NoPadding";
    static final int TAG_BYTES = 16;
    static final int OVERHEAD_BYTES = RecordNonces.BYTES + TAG_BYTES;

    private final HeldKey key;
    private final Cipher cipher;

    GcmCipher(HeldKey key) {
        this.key = key;
        cipher = key.newCipher();
    }

    static GCMParameterSpec parameters(byte[] nonce) {
        return new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce);
    }

    byte[] seal(CipherRecord record, byte[] nonce) throws GeneralSecurityException {
        byte[] text = record.content();
        byte[] sealed = Arrays.copyOf(nonce, text.length + OVERHEAD_BYTES);
        cipher.init(Cipher.ENCRYPT_MODE, key.get(), parameters(nonce));
        cipher.updateAAD(record.associatedData());
        cipher.doFinal(text, 0, text.length, sealed, nonce.length);
        return sealed;
    }

    /** @throws RecordAuthenticationException if the record is not what somebody with this key has sealed with this associated data */
    byte[] open(CipherRecord record, long place) throws GeneralSecurityException {
        byte[] sealed = record.content();
        if (sealed.length < OVERHEAD_BYTES) {
            throw new RecordAuthenticationException(place, sealed.length);
        }
        byte[] nonce = Arrays.copyOf(sealed, RecordNonces.BYTES);
        cipher.init(Cipher.DECRYPT_MODE, key.get(), parameters(nonce));
        cipher.updateAAD(record.associatedData());
        try {
            return cipher.doFinal(sealed, nonce.length, sealed.length - nonce.length);
        } catch (AEADBadTagException refused) {
            throw new RecordAuthenticationException(place, sealed.length);
        }
    }
}
