package io.millrace.device.simulated;

/** Thrown when something fails in one of many simulations. The message says in which, and how to have the same again; the cause is what failed. */
public final class SimulationFailure extends AssertionError {

    private static final long serialVersionUID = 1L;

    private final transient Trace trace;
    private final transient Picture picture;

    SimulationFailure(String message, Throwable cause, Trace trace, Picture picture) {
        super(message, cause);
        this.trace = trace;
        this.picture = picture;
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
