package io.millrace.samples.evtest;

/** The work on an entry while it is held. */
@FunctionalInterface
interface Body {
    /** No work. */
    Body NONE = (cargo, step) -> {};

    void work(Cargo cargo, int step);
}
