package io.millrace.samples.evtest;

/**
 * An entry in hand.
 *
 * @param entry its handle
 * @param cargo what it carries
 */
record Held(long entry, Cargo cargo) {}
