package io.millrace.ordered;

import java.security.SecureRandom;

/**
 * The nonces of the records that one cipher seals: a random start, and from there on one for each place. That is the construction by a random bit generator of
 * NIST SP 800-38D, 8.2.2, where a nonce is the one before plus one.
 *
 * <p>Within a cipher no two are equal. Two ciphers with one key would have to have starts that lie closer together than they have records: for a million
 * ciphers with 4,096 records each, which together is all that a key may seal, about one chance in 2^44.
 */
final class RecordNonces {

    static final int BYTES = 12;

    private final byte[] start;
    private final long limit;

    private RecordNonces(byte[] start, long limit) {
        this.start = start;
        this.limit = limit;
    }

    /** Returns nonces for so many places. */
    static RecordNonces random(long limit) {
        byte[] start = new byte[BYTES];
        new SecureRandom().nextBytes(start);
        return from(start, limit);
    }

    static RecordNonces from(byte[] start, long limit) {
        return new RecordNonces(start.clone(), limit);
    }

    /** @throws IllegalStateException if there is none left */
    byte[] at(long place) {
        if (place < 0 || place >= limit) {
            throw new IllegalStateException("cipher has sealed as many records as one key may: place=" + place
                    + ", limit=" + limit + "; seal the others with a new key");
        }
        return BigEndianCounter.plus(start, place);
    }
}
