package io.millrace.benchmarks.measure;

/** What all trials of pools have in common. */
public final class Trials {

    /** How many workers each arm has. */
    public static final int WORKERS = 2;

    /** How often each arm has its turn. */
    public static final int ROUNDS = 5;

    private Trials() {}
}
