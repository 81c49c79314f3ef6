package io.millrace.core.architecture.planted.helper;

/** Lives in a package whose name says nothing. */
public final class VaguelyPlaced {

    /** Visible by itself, inside a visible type. */
    public interface Nested {}

    interface Hidden {}

    public VaguelyPlaced() {}
}
