package io.millrace.samples;

/** Ends a command with one sentence on standard error and an exit status. */
public final class CommandException extends Exception {
    /** The exit status for data that cannot be used. */
    public static final int DATA = 1;
    /** The exit status for a command line that cannot be used. */
    public static final int USAGE = 2;

    private final int exitStatus;

    private CommandException(int exitStatus, String sentence) {
        super(sentence);
        this.exitStatus = exitStatus;
    }

    /** The data cannot be used. */
    public static CommandException data(String sentence) {
        return new CommandException(DATA, sentence);
    }

    /** The command line cannot be used. */
    public static CommandException usage(String sentence) {
        return new CommandException(USAGE, sentence);
    }

    int exitStatus() {
        return exitStatus;
    }
}
