package io.millrace.samples.esp;

import java.util.HexFormat;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** One direction of a tunnel: a name (the SPI), a secret, and the two ends that stand in the outer header. */
final class SecurityAssociation {
    static final int SALT_BYTES = 4;

    private final int securityParametersIndex;
    private final SecretKey key;
    private final byte[] salt;
    private final int source;
    private final int destination;

    SecurityAssociation(int securityParametersIndex, byte[] key, byte[] salt, int source, int destination) {
        if (key.length != 16 && key.length != 32) {
            throw new IllegalArgumentException("an AES key of 16 or 32 bytes expected: lengthBytes=" + key.length);
        }
        if (salt.length != SALT_BYTES) {
            throw new IllegalArgumentException("a salt of 4 bytes expected: lengthBytes=" + salt.length);
        }
        this.securityParametersIndex = securityParametersIndex;
        this.key = new SecretKeySpec(key, "AES");
        this.salt = salt.clone();
        this.source = source;
        this.destination = destination;
    }

    int securityParametersIndex() {
        return securityParametersIndex;
    }

    /** The SPI as people and Wireshark write it. */
    String name() {
        return name(securityParametersIndex);
    }

    static String name(int securityParametersIndex) {
        return "0x" + HexFormat.of().toHexDigits(securityParametersIndex);
    }

    SecretKey key() {
        return key;
    }

    void copySalt(byte[] into) {
        System.arraycopy(salt, 0, into, 0, SALT_BYTES);
    }

    int source() {
        return source;
    }

    int destination() {
        return destination;
    }

    /** The name alone: secrets do not get into messages. */
    @Override
    public String toString() {
        return name();
    }
}
