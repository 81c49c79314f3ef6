package io.millrace.samples.capture;

import java.io.IOException;

/** Says in one sentence why a file cannot be used as a capture. */
public final class CaptureException extends IOException {
    CaptureException(String message) {
        super(message);
    }

    static CaptureException truncatedPacket(long number, long at, String part, long expected, long found) {
        return new CaptureException("packet " + number + " at byte " + at + " is truncated: expected " + expected
                + " bytes of " + part + ", found " + found + "; copy or record the capture again");
    }
}
