package io.millrace.core;

/** A failure of the device itself, as opposed to a caller's mistake or to a full domain. The domain that threw it is of no further use. */
public class DeviceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception whose message says what failed and what to do. */
    public DeviceException(String message) {
        super(message);
    }

    /** Creates an exception whose message says what failed and what to do. */
    public DeviceException(String message, Throwable cause) {
        super(message, cause);
    }
}
