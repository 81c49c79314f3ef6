package io.millrace.ordered;

import javax.crypto.AEADBadTagException;

/**
 * Says that a record is not authentic: it was not sealed with this key and this associated data, or it was changed since. Nothing of what it holds is told. See
 * {@link ParallelCipher#opening}.
 */
public final class RecordAuthenticationException extends AEADBadTagException {

    private static final long serialVersionUID = 1L;

    private final long place;

    RecordAuthenticationException(long place, int lengthBytes) {
        super("record is not authentic: place=" + place + ", lengthBytes=" + lengthBytes + ", shortest="
                + ParallelCipher.OVERHEAD_BYTES);
        this.place = place;
    }

    /** Returns the place of the record among those that were submitted: 0, 1, 2, ... */
    public long place() {
        return place;
    }
}
