package io.millrace.samples.capture;

/**
 * Where packets of a capture were recorded: the link type that their frames have and the clock that stamped them.
 *
 * @param number place in the capture, from 0; unique within a capture, also across pcapng sections
 * @param linkType the LINKTYPE_ number
 * @param clockResolution pcapng's {@code if_tsresol}: a power of ten, or of two with the high bit set
 * @param clockOffset pcapng's {@code if_tsoffset} in seconds
 */
public record CaptureInterface(int number, int linkType, int clockResolution, long clockOffset) {
    static final int MICROSECONDS = 6;
    static final int NANOSECONDS = 9;

    /** This interface with another link type. */
    public CaptureInterface withLinkType(int other) {
        return other == linkType ? this : new CaptureInterface(number, other, clockResolution, clockOffset);
    }
}
