package io.millrace.samples.evtest;

/** The failure of a check: names the promise and what was found instead. */
final class BrokenPromise extends RuntimeException {
    BrokenPromise(Promise promise, String found) {
        super("expected " + promise.words() + ", found " + found);
    }

    /** A call that failed. */
    BrokenPromise(Throwable cause) {
        super("expected " + Promise.SOUND.words() + ", found " + cause, cause);
    }

    /** The same with where it happened. */
    BrokenPromise(BrokenPromise broken, String where) {
        super(broken.getMessage() + "; " + where, broken);
    }
}
