package io.millrace.applications;

/** A framework on one of the two pools that are set side by side. */
public interface Side extends AutoCloseable {

    /**
     * Does the whole work once.
     *
     * @param witness is shown every thread that does a part of it
     * @return the outcome, which has an {@code equals}
     */
    Object run(Witness witness) throws Exception;
}
