package io.millrace.samples.esp;

import java.util.Arrays;

/**
 * Checks that the packets of each association come with the sequence numbers 1, 2, 3, ... . Called in the order of the
 * capture.
 *
 * <p>Behind a gap the count goes on from the packet found, so that one lost packet is named once; a replayed packet
 * leaves it as it is. A forged packet cannot move it, except that one in the right place takes its place.
 */
final class SequenceCheck {
    private final long[] expected;

    SequenceCheck(int associations) {
        expected = new long[associations];
        Arrays.fill(expected, 1);
    }

    PacketResult check(PacketResult result) {
        int series = result.series();
        long found = result.sequenceNumber();
        if (series < 0 || found < 0) {
            return result;
        }
        long wanted = expected[series];
        if (found == wanted) {
            expected[series]++;
            return result;
        }
        if (result.failure() != null) {
            return result;
        }
        if (found > wanted) {
            expected[series] = found + 1;
            return result.refused("expected sequence number " + wanted + ", found " + found
                    + ": packets are missing or were reordered");
        }
        return result.refused(
                "expected sequence number " + wanted + ", found " + found + ": the packet was replayed or reordered");
    }
}
