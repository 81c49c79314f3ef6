package io.millrace.mutants;

/** What mutants of {@link MutantRunTest} change. */
final class PlainNumber {

    private PlainNumber() {}

    static int twice(int number) {
        return 2 * number;
    }
}
