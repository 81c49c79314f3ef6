package io.millrace.mutants;

/**
 * How a trial ended.
 *
 * @param isCaught whether a test failed, the process crashed, or it did not end
 * @param by the test, and how if it did not just fail; empty if all were green
 * @param why what the test said
 * @param nanos how long it took
 */
record Verdict(boolean isCaught, String by, String why, long nanos) {

    double seconds() {
        return nanos / 1e9;
    }
}
