package io.millrace.benchmarks.packets;

import java.util.Locale;
import javax.crypto.Cipher;

/** What is done with packets. */
public enum Direction {
    /** A text gets a tag. */
    ENCRYPT(Cipher.ENCRYPT_MODE),
    /** The tag is verified; one that is wrong voids the run. */
    DECRYPT(Cipher.DECRYPT_MODE);

    private final int cipherMode;

    Direction(int cipherMode) {
        this.cipherMode = cipherMode;
    }

    int cipherMode() {
        return cipherMode;
    }

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
