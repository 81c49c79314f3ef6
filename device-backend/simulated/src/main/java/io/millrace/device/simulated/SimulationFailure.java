package io.millrace.device.simulated;

/** Thrown when something fails in one of many simulations. The message says in which, and how to have the same again; the cause is what failed. */
public final class SimulationFailure extends AssertionError {

    private static final long serialVersionUID = 1L;

    private final transient Trace trace;
    private final transient Picture picture;
    private final boolean again;

    SimulationFailure(String message, Throwable cause, Trace trace, Picture picture, boolean again) {
        super(message, cause);
        this.trace = trace;
        this.picture = picture;
        this.again = again;
    }

    /** Returns whether the {@link #trace} fails each time; if not, what was run depends on something else that changes. */
    public boolean isRepeatable() {
        return again;
    }

    /** Returns the fewest decisions that were found to fail. */
    public Trace trace() {
        return trace;
    }

    /** Returns who did what when with them. */
    public Picture picture() {
        return picture;
    }
}
