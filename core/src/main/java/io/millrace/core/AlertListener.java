package io.millrace.core;

/** Is told when a domain, or a part of it, stands still. */
@FunctionalInterface
public interface AlertListener {

    /** Called by the thread that checks. What it throws goes to the uncaught exception handler of that thread and harms nobody else. */
    void alerted(Alert alert);
}
