package io.millrace.samples.ctr;

import javax.crypto.SecretKey;

/**
 * What a run needs to know, and says to nobody.
 *
 * @param key an AES key
 * @param vector the counter that the stream begins with
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares it.
record CtrKey(SecretKey key, byte[] vector) {
    @Override
    public String toString() {
        return "key of " + key.getAlgorithm();
    }
}
