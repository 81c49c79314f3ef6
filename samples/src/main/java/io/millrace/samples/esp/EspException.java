package io.millrace.samples.esp;

/**
 * Says in one sentence why a packet cannot be sealed or opened. Without a stack trace: with a wrong key every packet
 * fails.
 */
final class EspException extends Exception {
    EspException(String message) {
        super(message, null, false, false);
    }
}
