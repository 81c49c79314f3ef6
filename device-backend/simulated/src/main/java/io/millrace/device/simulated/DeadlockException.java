package io.millrace.device.simulated;

/** Thrown in the thread that began a simulation when no thread of it can go on, and no time will change that. The message says what each waits for. */
public final class DeadlockException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    DeadlockException(String message) {
        super(message);
    }
}
