package io.millrace.ordered;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/** The key of a cipher, for as long as that is open: what makes the states of workers lives longer. */
final class HeldKey {

    private final String transformation;
    private volatile @Nullable SecretKey key;

    /** @throws InvalidKeyException if the key does not fit, which is better known before a worker uses it */
    HeldKey(String transformation, SecretKey key, AlgorithmParameterSpec example) throws InvalidKeyException {
        this.transformation = transformation;
        this.key = key;
        try {
            // To decrypt, so that no nonce counts as used.
            newCipher().init(Cipher.DECRYPT_MODE, key, example);
        } catch (InvalidKeyException unfit) {
            throw unfit;
        } catch (GeneralSecurityException refused) {
            throw new IllegalStateException(
                    "cipher refused usual parameters: transformation=" + transformation, refused);
        }
    }

    Cipher newCipher() {
        try {
            return Cipher.getInstance(transformation);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK brings it: transformation=" + transformation, missing);
        }
    }

    SecretKey get() {
        SecretKey held = key;
        if (held == null) {
            throw new IllegalStateException("cipher is closed and has no key: transformation=" + transformation);
        }
        return held;
    }

    /** Forgets the key, which belongs to somebody else and is not destroyed. */
    void drop() {
        key = null;
    }
}
