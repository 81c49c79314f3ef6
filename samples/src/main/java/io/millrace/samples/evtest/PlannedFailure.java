package io.millrace.samples.evtest;

/** What a task throws because it was asked to. */
final class PlannedFailure extends RuntimeException {
    private final int number;

    PlannedFailure(int number) {
        super("planned: task=" + number, null, false, false);
        this.number = number;
    }

    int number() {
        return number;
    }
}
