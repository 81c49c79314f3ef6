package io.millrace.core.contract;

/**
 * Checks that what arrives of each flow has the sequence 0, 1, 2 and so on.
 *
 * <p>It takes no lock. Kept by the consumers of an atomic stage it therefore tests exclusivity and visibility along with the order.
 */
public final class SequenceChecker {

    private final String what;
    private final long[] expected;

    /** Creates a checker that expects 0 of every flow. */
    public SequenceChecker(String what, int flows) {
        this.what = what;
        this.expected = new long[flows];
    }

    /** Takes the next one of a flow, which must follow its predecessor at once. */
    public void next(int flow, long sequence) {
        require(sequence == expected[flow], flow, sequence);
        expected[flow] = sequence + 1;
    }

    /** Takes the next one of a flow of which some are left out. */
    public void later(int flow, long sequence) {
        require(sequence >= expected[flow], flow, sequence);
        expected[flow] = sequence + 1;
    }

    /** Checks that a flow ended after {@code count}. */
    public void ended(int flow, long count) {
        if (expected[flow] != count) {
            throw new AssertionError("flow ended at the wrong place: what=" + what + ", flow=" + flow + ", expected="
                    + count + ", actual=" + expected[flow]);
        }
    }

    private void require(boolean holds, int flow, long sequence) {
        if (!holds) {
            throw new AssertionError("order broken: what=" + what + ", flow=" + flow + ", expected=" + expected[flow]
                    + ", actual=" + sequence);
        }
    }
}
