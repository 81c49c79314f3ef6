package io.millrace.samples;

/** The range of a number on the command line. */
public final class OptionRange {
    private OptionRange() {}

    /** Refuses a number outside its range. */
    public static void require(String option, long value, long least, long most) throws CommandException {
        if (value < least || value > most) {
            throw CommandException.usage("expected " + option + " from " + least + " to " + most + ", found " + value);
        }
    }
}
