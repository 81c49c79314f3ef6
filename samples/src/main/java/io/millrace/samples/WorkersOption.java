package io.millrace.samples;

import picocli.CommandLine.Option;

/** The option that says how many workers there are. */
public final class WorkersOption {
    private static final int LIMIT = 1024;

    @Option(names = "--workers", paramLabel = "N", description = "Worker threads. Default: one for each processor.")
    private int workers = Runtime.getRuntime().availableProcessors();

    /** For picocli. */
    public WorkersOption() {}

    /** Returns how many, or refuses a number that no executor takes. */
    public int count() throws CommandException {
        OptionRange.require("--workers", workers, 1, LIMIT);
        return workers;
    }
}
